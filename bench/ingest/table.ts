/** The table of `npm run bench -- ingest`, as docs/performance.md has it. */

import type { Cost, Ingest } from './measure.ts';

function cpuOf({ serverCpuMs, postgresCpuMs }: Cost): string {
  return `${serverCpuMs.toFixed(1)} + ${postgresCpuMs.toFixed(1)}`;
}

export function ingestTable({ rows, perWebhook }: Ingest): string {
  const lines = rows.map(({ connections, wismr, bare, ratio, p99Ratio, cpuRatio, poolRatio }) =>
    [
      connections,
      wismr.perSecond.toFixed(0),
      `${wismr.p50.toFixed(1)} / ${wismr.p99.toFixed(1)} ms`,
      bare.perSecond.toFixed(0),
      `${bare.p50.toFixed(1)} / ${bare.p99.toFixed(1)} ms`,
      ratio.toFixed(2),
      `${cpuOf(wismr)} : ${cpuOf(bare)} = ${cpuRatio.toFixed(1)}`,
      p99Ratio.toFixed(1),
      poolRatio.toFixed(2),
    ].join(' | '),
  );
  const { roundTrips, statements, transactions } = perWebhook;
  return [
    '| connections | webhooks/s | p50 / p99 | bare/s | p50 / p99 | ratio | CPU ms, API + Postgres | p99 ratio | pool ratio |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines.map((line) => `| ${line} |`),
    '',
    `A webhook takes ${roundTrips.toFixed(1)} round trips to Postgres, ` +
      `${statements.toFixed(1)} statements and ${transactions.toFixed(1)} transactions.`,
  ].join('\n');
}
