/** The correctness of the carriers' adapters as a table in Markdown. */

import type { Correctness } from './carriers.ts';

const HEADER = [
  'carrier',
  'bodies (n)',
  'status right',
  'false delivered',
  'missed delivered',
  'events (n)',
  'mapped',
  'sure times',
] as const;

export function correctnessTable({
  rows,
  total,
}: {
  readonly rows: readonly Correctness[];
  readonly total: Correctness;
}): string {
  const cells = [HEADER, HEADER.map(() => '---'), ...[...rows, total].map(cellsOf)];
  return cells.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function cellsOf(row: Correctness): readonly string[] {
  const { carrier, bodies, right, judged, events } = row;
  return [
    carrier,
    String(bodies),
    `${right} of ${judged}`,
    String(row.falseDelivered),
    String(row.missedDelivered),
    String(events),
    percent(row.mappedEvents, events),
    percent(row.sureTimes, events),
  ];
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`;
}
