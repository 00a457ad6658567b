import type { Sql } from '../db/connect.ts';
import { deleteMember, lockMemberRole, saveMember } from '../db/members.ts';
import { WismrError } from '../domain/error.ts';
import type { ShopId } from '../domain/ids.ts';
import type { MemberRole } from '../domain/member-role.ts';
import { type Actor, recordAudit } from './record-audit.ts';

interface Member {
  readonly shopId: ShopId;
  readonly userId: string;
}

/** Throws `not_found` if the person is no member, `forbidden` for one's own role. */
export async function changeMemberRole(
  sql: Sql,
  { shopId, userId, role }: Member & { readonly role: MemberRole },
  actor: Actor,
): Promise<void> {
  assertOther(actor, userId);
  await sql.begin(async (tx) => {
    const before = await lockMemberRole(tx, shopId, userId);
    if (before === null) throw noSuchMember();
    if (before === role) return;
    await saveMember(tx, { shopId, userId, role });
    const details = { from: before, to: role };
    const entry = { ...actor, shopId, action: 'member.role_changed', subject: userId } as const;
    await recordAudit(tx, { ...entry, details });
  });
}

/** The person keeps the account and other shops. Throws like `changeMemberRole`. */
export async function removeMember(sql: Sql, { shopId, userId }: Member, actor: Actor) {
  assertOther(actor, userId);
  await sql.begin(async (tx) => {
    const role = await lockMemberRole(tx, shopId, userId);
    if (role === null) throw noSuchMember();
    await deleteMember(tx, shopId, userId);
    const entry = { ...actor, shopId, action: 'member.removed', subject: userId } as const;
    await recordAudit(tx, { ...entry, details: { role } });
  });
}

/** So that an admin does not lock everybody out by mistake. */
function assertOther(actor: Actor, userId: string): void {
  if (actor.userId !== userId) return;
  throw new WismrError('forbidden', 'nobody changes their own role: ask another admin');
}

function noSuchMember(): WismrError {
  return new WismrError('not_found', 'there is no such member');
}
