/** The addresses that a message goes to, before it is rendered. */

import type { Queryable } from '../db/connect.ts';
import { readContactOf } from '../db/contacts.ts';
import { findReturn } from '../db/returns.ts';
import { filterSuppressed, type KeyedSql } from '../db/suppressions.ts';
import { type JourneyId, parseJourneyId, type ReturnId, type ShopId } from '../domain/ids.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import { isForStaff } from '../domain/message.ts';
import type { Team } from '../domain/policy/rule.ts';
import { readStaff } from '../views/current-policy.ts';

type Addressed = Pick<PlannedMessage, 'kind' | 'channel' | 'facts'>;

export async function readAddresses(
  sql: Queryable,
  journeyId: JourneyId,
  planned: Addressed,
): Promise<readonly string[]> {
  const { kind, shopId, ref } = parseJourneyId(journeyId);
  if (isForStaff(planned.kind)) return readStaff(sql, shopId, teamOf(planned));
  if (kind === 'return' && planned.kind === 'withdrawal_received') {
    const own = (await findReturn(sql, shopId, ref as ReturnId))?.notice?.email;
    if (own) return [own];
  }
  const { email, phone } = await readContactOf(sql, journeyId);
  return [planned.channel === 'email' ? email : phone].filter((address) => address !== null);
}

/** The addresses of the team that a message is for, without those that receive nothing more. */
export async function readStaffAddresses(
  { sql, keys }: KeyedSql,
  shopId: ShopId,
  planned: Addressed,
): Promise<readonly string[]> {
  const addresses = await readStaff(sql, shopId, teamOf(planned));
  return filterSuppressed({ sql, keys }, { shopId, channel: 'email' }, addresses);
}

/** The team that the ladder step names. */
function teamOf({ facts }: Addressed): Team {
  return String(facts?.['to'] ?? 'customer_service') as Team;
}
