/** The addresses that a message goes to, before it is rendered. */

import type { Queryable } from '../db/connect.ts';
import type { ReturnRow } from '../db/returns.ts';
import { filterSuppressed, type KeyedSql } from '../db/suppressions.ts';
import type { ShopId } from '../domain/ids.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import type { MessageKind } from '../domain/message.ts';
import type { Team } from '../domain/policy/rule.ts';
import { readStaff } from '../views/current-policy.ts';
import type { MessageSources } from './send-sources.ts';

type Addressed = Pick<PlannedMessage, 'kind' | 'channel' | 'facts'>;

export interface AddressedMessage {
  readonly shopId: ShopId;
  readonly planned: Addressed;
  /** Null: the message is for staff. */
  readonly message: MessageSources | null;
}

export async function readAddresses(
  sql: Queryable,
  { shopId, planned, message }: AddressedMessage,
): Promise<readonly string[]> {
  if (!message) return readStaff(sql, shopId, teamOf(planned));
  if (message.kind === 'return') {
    const own = ownAddress(planned.kind, message.sources.row);
    if (own) return [own];
  }
  const { email, phone } = message.contact;
  return [planned.channel === 'email' ? email : phone].filter((address) => address !== null);
}

/** The address for the receipt of a withdrawal, as the customer's notice names it. */
export function ownAddress(kind: MessageKind, { notice }: Pick<ReturnRow, 'notice'>) {
  return kind === 'withdrawal_received' ? (notice?.email ?? null) : null;
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
