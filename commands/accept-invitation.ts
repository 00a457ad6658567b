import { hashPassword } from 'better-auth/crypto';
import type { Queryable, Sql } from '../db/connect.ts';
import { findInvitation, type InvitationRow, saveInvitationAccepted } from '../db/invitations.ts';
import { insertInstallationAdmin, saveMember } from '../db/members.ts';
import { findUserByEmail, insertPassword, insertUser } from '../db/users.ts';
import { WismrError } from '../domain/error.ts';
import { hashInvitationToken } from './invite-member.ts';
import { recordAudit } from './record-audit.ts';

/** A person who has no account yet. The password is checked already. */
export interface NewPerson {
  readonly name: string;
  readonly password: string;
}

export interface Acceptance {
  readonly token: string;
  readonly address: string | null;
  /** The id of the person who is signed in, or what a new person has chosen. */
  readonly by: { readonly userId: string; readonly email: string } | NewPerson;
}

/**
 * Accepts an invitation, and makes the account of a new person. The link proves the address: it was
 * sent there, or an operator passed it on. Throws `not_found` if the link does not work any more,
 * `forbidden` if it is for another person, `conflict` if the account exists and nobody is signed in.
 */
export async function acceptInvitation(
  sql: Sql,
  { token, address, by }: Acceptance,
): Promise<InvitationRow> {
  const hash = 'password' in by ? await hashPassword(by.password) : null;
  return sql.begin(async (tx) => {
    const invitation = await findInvitation(tx, hashInvitationToken(token));
    if (!invitation || !(await saveInvitationAccepted(tx, invitation.id))) {
      throw new WismrError('not_found', 'this invitation has expired, or was used already');
    }
    const userId =
      'password' in by
        ? await addPerson(tx, { email: invitation.email, name: by.name, hash: hash ?? '' })
        : assertInvited(invitation, by);
    const { shopId, role } = invitation;
    if (shopId === null) await insertInstallationAdmin(tx, userId);
    else await saveMember(tx, { shopId, userId, role });
    await recordAudit(tx, {
      userId,
      address,
      shopId,
      action: 'invitation.accepted',
      subject: invitation.id,
      details: { role },
    });
    return invitation;
  });
}

async function addPerson(
  sql: Queryable,
  { email, name, hash }: { readonly email: string; readonly name: string; readonly hash: string },
): Promise<string> {
  if (await findUserByEmail(sql, email)) {
    throw new WismrError('conflict', 'you have an account already: sign in first');
  }
  const userId = await insertUser(sql, { name, email });
  await insertPassword(sql, userId, hash);
  return userId;
}

function assertInvited(
  invitation: InvitationRow,
  { userId, email }: { readonly userId: string; readonly email: string },
): string {
  if (invitation.email === email) return userId;
  throw new WismrError('forbidden', `this invitation is for ${invitation.email}`);
}
