/** The addresses that a message goes to, before it is rendered. */

import type { Queryable } from '../db/connect.ts';
import { readContactOf } from '../db/contacts.ts';
import { findReturn } from '../db/returns.ts';
import { filterSuppressed, type KeyedSql } from '../db/suppressions.ts';
import { filterTestRecipients } from '../db/test-mode.ts';
import { type JourneyId, parseJourneyId, type ReturnId } from '../domain/ids.ts';
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

/** The addresses of the team that may get a message of the journey. */
export async function readStaffAddresses(
  { sql, keys }: KeyedSql,
  journeyId: JourneyId,
  planned: Addressed,
): Promise<readonly string[]> {
  const { shopId } = parseJourneyId(journeyId);
  const addresses = await readStaff(sql, shopId, teamOf(planned));
  const to = { journeyId, shopId, channel: 'email' } as const;
  return filterSuppressed({ sql, keys }, to, await filterTestRecipients(sql, to, addresses));
}

/** The team that the ladder step names. */
function teamOf({ facts }: Addressed): Team {
  return String(facts?.['to'] ?? 'customer_service') as Team;
}
