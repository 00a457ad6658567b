/** What was told, as a table, and whether it is what should have been told. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../../db/connect.ts';
import { readNotifications } from '../../db/notifications.ts';
import { type JourneyId, type OrderId, orderJourney, type ShopId } from '../../domain/ids.ts';
import type { Story } from './story.ts';

export interface Line {
  readonly order: string;
  readonly story: string;
  readonly message: string;
  readonly shipment: string;
  readonly channel: string;
  readonly decision: string;
  readonly outcome: string;
}

export async function readLines(
  sql: Sql,
  shopId: ShopId,
  stories: readonly Story[],
): Promise<readonly Line[]> {
  const lines = await Promise.all(stories.map((story) => linesOf(sql, shopId, story)));
  return lines.flat();
}

async function linesOf(sql: Sql, shopId: ShopId, story: Story): Promise<readonly Line[]> {
  const journeyId: JourneyId = orderJourney(shopId, story.orderId as OrderId);
  const rows = await readNotifications(sql, journeyId);
  return rows.map(({ kind, channel, shipmentIds, decision, reason, state }) => ({
    order: story.orderId,
    story: story.title,
    message: kind,
    shipment: shipmentIds.map((id) => `…${id.slice(-6)}`).join(', '),
    channel,
    decision: reason ? `${decision}: ${reason}` : decision,
    outcome: state ?? '',
  }));
}

/** Everything in which the lines differ from what the stories expect; none where all is well. */
export function differences(lines: readonly Line[], stories: readonly Story[]): readonly string[] {
  return stories.flatMap(({ orderId, expected }) => {
    const sent = lines.filter(({ order, outcome }) => order === orderId && outcome === 'accepted');
    const found = Map.groupBy(sent, ({ message, channel }) => `${message} ${channel}`);
    return [...new Set([...Object.keys(expected), ...found.keys()])].flatMap((name) => {
      const [is, want] = [found.get(name)?.length ?? 0, expected[name] ?? 0];
      return is === want ? [] : [`order ${orderId}: ${name} was sent ${is} times, not ${want}`];
    });
  });
}

/** Messages that a provider took more than once, by its own ledger. */
export async function sentTwice(sandboxUrl: string): Promise<readonly string[]> {
  const response = await fetch(`${sandboxUrl}/_sandbox/ledger`);
  const { messages } = (await response.json()) as { messages: readonly { key: string | null }[] };
  const byKey = Map.groupBy(messages, ({ key }) => key ?? 'no key');
  return [...byKey].flatMap(([key, all]) => {
    return all.length > 1 ? [`${key} was accepted ${all.length} times`] : [];
  });
}

export interface Settling {
  readonly sql: Sql;
  readonly shop: { readonly id: ShopId };
  readonly sandbox: { readonly url: string };
}

const SETTLE_MS = 60_000;

/** Waits until all is as it should be, or for as long as it may take. */
export async function settle({ sql, shop, sandbox }: Settling, stories: readonly Story[]) {
  const until = Date.now() + SETTLE_MS;
  for (;;) {
    const lines = await readLines(sql, shop.id, stories);
    const problems = [...differences(lines, stories), ...(await sentTwice(sandbox.url))];
    if (problems.length === 0 || Date.now() > until) return { lines, problems };
    await sleep(250);
  }
}

const COLUMNS = [
  'order',
  'story',
  'message',
  'shipment',
  'channel',
  'decision',
  'outcome',
] as const;

export function asTable(lines: readonly Line[]): string {
  const width = (column: (typeof COLUMNS)[number]) =>
    Math.max(column.length, ...lines.map((line) => line[column].length));
  const row = (line: Readonly<Record<(typeof COLUMNS)[number], string>>) =>
    COLUMNS.map((column) => line[column].padEnd(width(column)))
      .join('  ')
      .trimEnd();
  const head = Object.fromEntries(COLUMNS.map((column) => [column, column])) as unknown as Line;
  const rule = COLUMNS.map((column) => '─'.repeat(width(column))).join('  ');
  return [row(head), rule, ...lines.map(row)].join('\n');
}
