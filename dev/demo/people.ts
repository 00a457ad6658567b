import { createHash } from 'node:crypto';
import { acceptInvitation } from '../../commands/accept-invitation.ts';
import { inviteMember } from '../../commands/invite-member.ts';
import { OPERATOR } from '../../commands/record-audit.ts';
import type { Sql } from '../../db/connect.ts';
import type { ShopId } from '../../domain/ids.ts';
import { MEMBER_ROLES, type MemberRole } from '../../domain/member-role.ts';
import { findUserByEmail } from '../../views/user.ts';

/** The demo prints it. Nowhere else do people exist whose password is known. */
export const DEMO_PASSWORD = 'only for the demo';

const NAMES: Readonly<Record<MemberRole, string>> = {
  viewer: 'Vera Lindqvist',
  agent: 'Amir Haddad',
  manager: 'Maud Okafor',
  marketer: 'Milo Ferrand',
  admin: 'Ada Byrne',
};

export function demoAddress(role: MemberRole): string {
  return `${role}@alderandfinch.example`;
}

/** A person for each role in the shop of this run. Those of an earlier run join it. */
export async function createDemoPeople(sql: Sql, shopId: ShopId): Promise<void> {
  for (const role of MEMBER_ROLES) {
    const email = demoAddress(role);
    const token = await inviteMember(sql, { email, shopId, role }, OPERATOR);
    const user = await findUserByEmail(sql, email);
    const by = user ? { userId: user.id, email } : { name: NAMES[role], password: DEMO_PASSWORD };
    await acceptInvitation(sql, { token, address: null, by });
  }
}

/** The demo's AUTH_SECRET, which stays the same as long as its key of secrets does. */
export function demoAuthSecret(credentialsKey: string): string {
  return createHash('sha256').update(`sign-in/${credentialsKey}`).digest('hex');
}
