/** Shows the demo's messages and escalations as tables, and compares them with the expected ones. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../../db/connect.ts';
import { listEscalations } from '../../db/escalations.ts';
import { readNotifications } from '../../db/notifications.ts';
import { type JourneyId, parseJourneyId, type ShopId } from '../../domain/ids.ts';
import type { ExpectationKind } from '../../domain/policy/rule.ts';
import type { ExpectedJourney } from './story.ts';

export interface MessageRow {
  readonly journey: string;
  readonly story: string;
  readonly message: string;
  readonly shipment: string;
  readonly channel: string;
  readonly decision: string;
  readonly outcome: string;
}

export async function readMessages(
  sql: Sql,
  shopId: ShopId,
  stories: readonly ExpectedJourney[],
): Promise<readonly MessageRow[]> {
  const lines = await Promise.all(stories.map((story) => linesOf(sql, shopId, story)));
  return lines.flat();
}

async function linesOf(
  sql: Sql,
  shopId: ShopId,
  story: ExpectedJourney,
): Promise<readonly MessageRow[]> {
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

/** Differences between the messages and those that the stories expect. */
export function differences(
  lines: readonly MessageRow[],
  stories: readonly ExpectedJourney[],
): readonly string[] {
  return stories.flatMap(({ ref, expected }) => {
    const own = lines.filter(({ journey }) => journey === ref);
    const nameOf = ({ message, channel }: MessageRow) => `${message} ${channel}`;
    const found = Map.groupBy(
      own.filter(({ outcome }) => outcome === 'accepted'),
      nameOf,
    );
    // After an outage, a later event may have overtaken a message before it was sent.
    const overtaken = Map.groupBy(
      own.filter(({ outcome }) => outcome === 'superseded'),
      nameOf,
    );
    return [...new Set([...Object.keys(expected), ...found.keys()])].flatMap((name) => {
      const [is, want] = [found.get(name)?.length ?? 0, expected[name] ?? 0];
      const most = is + (overtaken.get(name)?.length ?? 0);
      return is <= want && want <= most
        ? []
        : [`${ref}: ${name} was sent ${is} times, not ${want}`];
    });
  });
}

/** An escalation as the report shows it. */
export interface EscalationRow {
  readonly journey: string;
  readonly expectation: string;
  readonly team: string;
  readonly severity: string;
  readonly state: string;
}

export async function readEscalations(sql: Sql, shopId: ShopId): Promise<readonly EscalationRow[]> {
  const rows = await listEscalations(sql, { shopId, limit: 100 });
  return rows.toReversed().map(({ journeyId, kind, team, severity, state }) => {
    return { journey: parseJourneyId(journeyId).ref, expectation: kind, team, severity, state };
  });
}

function wrongEscalations(
  escalations: readonly EscalationRow[],
  stories: readonly ExpectedJourney[],
): readonly string[] {
  return stories.flatMap(({ ref, escalations: wanted = {} }) => {
    const found = Object.fromEntries(
      escalations
        .filter(({ journey }) => journey === ref)
        .map(({ expectation, state }) => [expectation, state]),
    );
    return [...new Set([...Object.keys(wanted), ...Object.keys(found)])].flatMap((kind) => {
      const [is, want] = [found[kind] ?? 'missing', wanted[kind as ExpectationKind] ?? 'none'];
      return is === want ? [] : [`${ref}: the escalation about ${kind} is ${is}, not ${want}`];
    });
  });
}

/** Messages that a provider accepted more than once, according to the sandbox's ledger. */
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

/** Waits until everything is as expected, at most a minute. Returns what differs. */
export async function settle(
  { sql, shop, sandbox }: Settling,
  stories: readonly ExpectedJourney[],
) {
  const until = Date.now() + SETTLE_MS;
  for (;;) {
    const lines = await readMessages(sql, shop.id, stories);
    const escalations = await readEscalations(sql, shop.id);
    const problems = [
      ...differences(lines, stories),
      ...wrongEscalations(escalations, stories),
      ...(await sentTwice(sandbox.url)),
    ];
    if (problems.length === 0 || Date.now() > until) return { lines, escalations, problems };
    await sleep(250);
  }
}

/** Formats rows with the same fields in columns. */
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
