/** Writes docs/carriers.md: all adapters, and the results of real payloads. */

import type { CarrierAdapter } from '../../carriers/adapter.ts';
import type { CarrierCoverage } from '../../carriers/coverage.ts';

const INTRO = `# Carriers

What can be read, how it comes, and how its sender is known. This page is made by a test
(\`npx vitest run test/carriers/corpus.test.ts -u\`); do not edit it by hand.

A webhook goes to \`POST /webhooks/carriers/{carrier}/{shop}\`. A carrier without webhooks answers when it is
asked; those that wismr asks are in [polling.md](polling.md). What the others say can be read, too (\`wismr parse\`), and
their parcels are followed through an aggregator. How to add one: [adding-a-carrier.md](adding-a-carrier.md).
`;

const CORPUS_INTRO = `## On real payloads

What the payloads in the corpus (public test data and recordings of others) came to, by
\`npm run --silent wismr -- parse-all <folder>\`. *Refused* are bodies that report no parcel: not found, not yet, errors,
and bodies that are none of the carrier's. A code that no table has is kept, counted, and changes no status.
`;

export function reportOf(
  adapters: readonly CarrierAdapter[],
  { rows, total }: { readonly rows: readonly CarrierCoverage[]; readonly total: CarrierCoverage },
): string {
  const carriers = [...adapters]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, name, kind, delivery, formats, webhookAuth }) => [
      `\`${id}\``,
      name,
      kind,
      delivery.join(', '),
      formats,
      webhookAuth,
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
  ].join('\n');
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const escaped = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const lines = [header, header.map(() => '---'), ...escaped];
  return `${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}\n`;
}
