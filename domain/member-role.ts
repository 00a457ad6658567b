/** What a person may do in a shop. A role is a list of permissions; roles do not inherit. */

export const MEMBER_ROLES = ['viewer', 'agent', 'manager', 'marketer', 'admin'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

export const PERMISSIONS = [
  /** See orders, returns, customers and escalations. */
  'desk.read',
  /** Change them: take an escalation, cancel, erase a customer. */
  'desk.act',
  'analytics.read',
  /** See templates, words and brands, and send oneself a test. */
  'studio.read',
  'words.edit',
  'brand.edit',
  /** Make a version live. */
  'templates.publish',
  /** Edit the markup itself, which can break an email. */
  'mjml.edit',
  /** See, invite, change and remove the members of the shop. */
  'members.manage',
  'audit.read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const ROLES: Readonly<Record<MemberRole, readonly Permission[]>> = {
  viewer: ['desk.read'],
  agent: ['desk.read', 'desk.act'],
  manager: ['desk.read', 'desk.act', 'analytics.read', 'studio.read', 'words.edit', 'audit.read'],
  marketer: ['analytics.read', 'studio.read', 'words.edit', 'brand.edit', 'templates.publish'],
  admin: PERMISSIONS,
};

/** What a role is for, in a few words. */
export const ROLE_WORDS: Readonly<Record<MemberRole, string>> = {
  viewer: 'Sees orders, returns and escalations',
  agent: 'Works on orders, returns and escalations',
  manager: 'Leads the agents: also analytics, words and the audit log',
  marketer: 'Words, brand and templates, and analytics',
  admin: 'Everything, members included',
};

export function isMemberRole(text: unknown): text is MemberRole {
  return MEMBER_ROLES.some((role) => role === text);
}

export function hasPermission(role: MemberRole, permission: Permission): boolean {
  return ROLES[role].includes(permission);
}
