/** What was told, as a table, and whether it is what should have been told. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../../db/connect.ts';
import { listEscalations } from '../../db/escalations.ts';
import { readNotifications } from '../../db/notifications.ts';
import { type JourneyId, parseJourneyId, type ShopId } from '../../domain/ids.ts';
import type { ExpectationKind } from '../../domain/policy/rule.ts';
import type { Chronicle } from './story.ts';

export interface Line {
  readonly journey: string;
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
  stories: readonly Chronicle[],
): Promise<readonly Line[]> {
  const lines = await Promise.all(stories.map((story) => linesOf(sql, shopId, story)));
  return lines.flat();
}

async function linesOf(sql: Sql, shopId: ShopId, story: Chronicle): Promise<readonly Line[]> {
  const journeyId = `${story.kind}/${shopId}/${story.ref}` as JourneyId;
  const rows = await readNotifications(sql, journeyId);
  return rows.map(({ kind, channel, shipmentIds, decision, reason, state }) => ({
    journey: story.ref,
    story: story.title,
    message: kind,
    shipment: shipmentIds.map((id) => `…${id.slice(-6)}`).join(', '),
    channel,
    decision: reason ? `${decision}: ${reason}` : decision,
    outcome: state ?? '',
  }));
}

/** Everything in which the lines differ from what the stories expect; none where all is well. */
export function differences(
  lines: readonly Line[],
  stories: readonly Chronicle[],
): readonly string[] {
  return stories.flatMap(({ ref, expected }) => {
    const sent = lines.filter(({ journey, outcome }) => journey === ref && outcome === 'accepted');
    const found = Map.groupBy(sent, ({ message, channel }) => `${message} ${channel}`);
    return [...new Set([...Object.keys(expected), ...found.keys()])].flatMap((name) => {
      const [is, want] = [found.get(name)?.length ?? 0, expected[name] ?? 0];
      return is === want ? [] : [`${ref}: ${name} was sent ${is} times, not ${want}`];
    });
  });
}

/** A case as the report shows it. */
export interface Case {
  readonly journey: string;
  readonly awaited: string;
  readonly team: string;
  readonly severity: string;
  readonly state: string;
}

export async function readCases(sql: Sql, shopId: ShopId): Promise<readonly Case[]> {
  const rows = await listEscalations(sql, { shopId, limit: 100 });
  return rows.toReversed().map(({ journeyId, kind, team, severity, state }) => {
    return { journey: parseJourneyId(journeyId).ref, awaited: kind, team, severity, state };
  });
}

function wrongCases(cases: readonly Case[], stories: readonly Chronicle[]): readonly string[] {
  return stories.flatMap(({ ref, cases: wanted = {} }) => {
    const found = Object.fromEntries(
      cases.filter(({ journey }) => journey === ref).map(({ awaited, state }) => [awaited, state]),
    );
    return [...new Set([...Object.keys(wanted), ...Object.keys(found)])].flatMap((kind) => {
      const [is, want] = [found[kind] ?? 'not there', wanted[kind as ExpectationKind] ?? 'none'];
      return is === want ? [] : [`${ref}: the case about ${kind} is ${is}, not ${want}`];
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
export async function settle({ sql, shop, sandbox }: Settling, stories: readonly Chronicle[]) {
  const until = Date.now() + SETTLE_MS;
  for (;;) {
    const lines = await readLines(sql, shop.id, stories);
    const cases = await readCases(sql, shop.id);
    const problems = [
      ...differences(lines, stories),
      ...wrongCases(cases, stories),
      ...(await sentTwice(sandbox.url)),
    ];
    if (problems.length === 0 || Date.now() > until) return { lines, cases, problems };
    await sleep(250);
  }
}

/** Rows with the same fields, one under the other. */
export function asTable<Row extends object>(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const cell = (row: object, column: string) => String(Reflect.get(row, column) ?? '');
  const widths = columns.map((column) =>
    Math.max(column.length, ...rows.map((row) => cell(row, column).length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((each, index) => each.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width));
  const body = rows.map((row) => line(columns.map((column) => cell(row, column))));
  return [line(columns), line(rule), ...body].join('\n');
}
