/** Writes docs/carriers.md: all adapters, and the results of real payloads. */

import type { Correctness } from '../../bench/carriers.ts';
import { correctnessTable } from '../../bench/carriers-table.ts';
import { type CarrierAdapter, waysToReport } from '../../carriers/adapter.ts';
import type { CarrierCoverage } from '../../carriers/coverage.ts';

const INTRO = `# Carriers

The carriers and aggregators whose scans wismr reads. A test writes this page
(\`npx vitest run test/carriers/corpus.test.ts -u\`); do not edit it by hand.

*Comes by* says how a carrier's reports reach wismr: webhooks to \`POST /webhooks/carriers/{carrier}/{shop}\`, or
[polling](polling.md). \`wismr parse\` also reads the responses of carriers that come by *an aggregator* only. To add a carrier, see
[adding-a-carrier.md](adding-a-carrier.md).
`;

interface Totalled<Row> {
  readonly rows: readonly Row[];
  readonly total: Row;
}

const CORPUS_INTRO = `## On real payloads

The results of \`npm run --silent wismr -- parse-all <folder>\` for real payloads: public test data, and other people's
recordings. *Refused* bodies report no parcel: not found, not yet, an error, or not in the carrier's format. An unmapped
code is in no table: wismr stores and counts it, and it changes no status.
`;

const CORRECTNESS_INTRO = `## How right it is

\`npm run bench -- carriers\` reads every body whose status a person has written down, and compares. *n* counts the
bodies: easily misread ones (test/carriers/nasty) and real payloads. *False delivered* were read as delivered and are
not: that number must be 0. *Missed delivered* were delivered and read otherwise. *Sure times* have an offset from UTC
that the carrier states or the scan's place decides; for the others, wismr assumes the carrier's home or the
destination. The same people wrote the bodies and the code, so expect a lower share on bodies that they have not seen.
`;

export function reportOf(
  adapters: readonly CarrierAdapter[],
  {
    coverage: { rows, total },
    correctness,
  }: {
    readonly coverage: Totalled<CarrierCoverage>;
    readonly correctness: Totalled<Correctness>;
  },
): string {
  const carriers = [...adapters]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((adapter) => [
      `\`${adapter.id}\``,
      adapter.name,
      adapter.kind,
      waysToReport(adapter).join(', ') || 'an aggregator',
      adapter.formats,
      adapter.webhookAuth,
    ]);
  const results = [...rows, total].map((row) => [
    ...[row.carrier, row.bodies, row.refused, row.shipments, row.events, row.share].map(String),
    row.unmapped.map((code) => `\`${code}\``).join(' '),
  ]);
  return [
    INTRO,
    table(['id', 'name', 'kind', 'comes by', 'formats', 'how a webhook is verified'], carriers),
    CORPUS_INTRO,
    table(
      ['carrier', 'bodies', 'refused', 'shipments', 'events', 'mapped', 'unmapped codes'],
      results,
    ),
    CORRECTNESS_INTRO,
    `${correctnessTable(correctness)}\n`,
  ].join('\n');
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const escaped = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const lines = [header, header.map(() => '---'), ...escaped];
  return `${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}\n`;
}
