/** What the audit log records. A new action of the desk or the studio is a new name here. */
export const AUDIT_ACTIONS = [
  'sign_in.succeeded',
  'sign_in.failed',
  'second_factor.failed',
  'sign_out',
  'session.revoked',
  'password.changed',
  'password.reset',
  'password.reset_requested',
  'name.changed',
  'second_factor.enabled',
  'second_factor.disabled',
  'backup_codes.created',
  'passkey.added',
  'passkey.removed',
  'member.invited',
  'invitation.accepted',
  'invitation.revoked',
  'member.role_changed',
  'member.removed',
  'admin.invited',
  'user.disabled',
  'user.enabled',
  'access.denied',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** How a person signed in. */
export const SIGN_IN_METHODS = ['password', 'link', 'passkey', 'oidc', 'second_factor'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];
