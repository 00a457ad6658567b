import { createHash, randomBytes } from 'node:crypto';
import type { Sql } from '../db/connect.ts';
import { insertInvitation, saveInvitationRevoked } from '../db/invitations.ts';
import { findMembership } from '../db/members.ts';
import { findUserByEmail } from '../db/users.ts';
import { WismrError } from '../domain/error.ts';
import type { ShopId } from '../domain/ids.ts';
import type { MemberRole } from '../domain/member-role.ts';
import { type Actor, recordAudit } from './record-audit.ts';

export interface InvitationRequest {
  readonly email: string;
  /** Null: as an admin of the installation. */
  readonly shopId: ShopId | null;
  readonly role: MemberRole;
}

/**
 * Invites a person. Returns the token of the link, which works for 7 days and once; only its hash is
 * stored. Throws `conflict` if the person is a member already, `invalid` for a wrong address.
 */
export async function inviteMember(
  sql: Sql,
  { email: written, shopId, role }: InvitationRequest,
  actor: Actor,
): Promise<string> {
  const email = written.trim().toLowerCase();
  if (!EMAIL.test(email) || email.length > EMAIL_LENGTH_MAX) {
    throw new WismrError('invalid', `"${email.slice(0, 100)}" is no email address`);
  }
  const token = randomBytes(32).toString('base64url');
  await sql.begin(async (tx) => {
    const user = await findUserByEmail(tx, email);
    const known = user && shopId !== null && (await findMembership(tx, shopId, user.id));
    if (known) {
      throw new WismrError('conflict', `${email} is a member already, as ${known.role}`);
    }
    const tokenHash = hashInvitationToken(token);
    const id = await insertInvitation(tx, { tokenHash, email, shopId, role, ...invitedBy(actor) });
    const action = shopId === null ? 'admin.invited' : 'member.invited';
    await recordAudit(tx, { ...actor, shopId, action, subject: id, details: { role } });
  });
  return token;
}

/** Ends an open invitation: its link works no more. Throws `not_found` if there is none. */
export async function revokeInvitation(
  sql: Sql,
  { shopId, id }: { readonly shopId: ShopId; readonly id: string },
  actor: Actor,
): Promise<void> {
  await sql.begin(async (tx) => {
    const isRevoked = await saveInvitationRevoked(tx, { shopId, id });
    if (!isRevoked) throw new WismrError('not_found', 'there is no such open invitation');
    await recordAudit(tx, { ...actor, shopId, action: 'invitation.revoked', subject: id });
  });
}

export function hashInvitationToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** One @, no spaces, and a dot in the domain. Whether it exists, the email will tell. */
const EMAIL = /^[^\s@"<>()[\]\\,;:]+@[^\s@"<>()[\]\\,;:]+\.[^\s@."<>()[\]\\,;:]+$/;
const EMAIL_LENGTH_MAX = 254;

function invitedBy({ userId }: Actor) {
  return { invitedBy: userId };
}
