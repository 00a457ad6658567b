/** `wismr carriers`, `parse` and `parse-all`: need no database. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { text as readStream } from 'node:stream/consumers';
import { waysToReport } from '../carriers/adapter.ts';
import { type CarrierCoverage, measureCoverage } from '../carriers/coverage.ts';
import { findAdapter, listAdapters } from '../carriers/index.ts';
import { parseAuto, parseBody } from '../carriers/parse.ts';
import { toJson } from '../carriers/to-json.ts';
import type { ParseResult } from '../domain/tracking.ts';
import { type Command, JSON_OPTION } from './command.ts';
import { unknownAdapter } from './known-names.ts';
import { tableLines } from './table.ts';

export const carriersCommand: Command = {
  usage: 'carriers',
  summary: 'List all carriers, aggregators and platforms.',
  options: { json: JSON_OPTION },
  run: async ({ options, print }) => {
    const rows = listAdapters().map((adapter) => ({
      id: adapter.id,
      name: adapter.name,
      kind: adapter.kind,
      delivery: waysToReport(adapter),
      formats: adapter.formats,
    }));
    if (options['json']) print(JSON.stringify(rows));
    else for (const row of rows) print(`${row.id.padEnd(18)}${row.kind.padEnd(12)}${row.name}`);
    return 0;
  },
};

export const parseCommand: Command = {
  usage: 'parse <carrier> <file>',
  summary: 'Parse a webhook body (`-`: stdin). `auto` detects the carrier.',
  options: {},
  run: async ({ args: [carrier = '', file = ''], print, fail }) => {
    const adapter = findAdapter(carrier);
    if (!adapter && carrier !== 'auto') {
      fail(unknownAdapter(carrier));
      return 2;
    }
    const body = file === '-' ? await readStream(process.stdin) : readFileSync(file, 'utf8');
    if (adapter) {
      print(JSON.stringify(toJson(parseBody(adapter, body)), null, 2));
      return 0;
    }
    const { adapter: detected, result } = parseAuto(listAdapters(), body);
    print(JSON.stringify({ adapter: detected?.id ?? null, ...toJson(result) }, null, 2));
    return 0;
  },
};

export const parseAllCommand: Command = {
  usage: 'parse-all <folder>',
  summary: 'Parse a folder of webhook bodies, and count what wismr knows.',
  options: { json: { summary: 'Print one line of JSON per file.' } },
  run: async ({ args: [folder = ''], options, print }) => {
    const outcomes = bodiesIn(folder).map((file) => ({ file, ...readAs(folder, file) }));
    if (options['json']) {
      for (const { file, carrier, result } of outcomes) {
        print(JSON.stringify({ file, carrier, ...toJson(result) }));
      }
      return 0;
    }
    for (const line of summaryOf(measureCoverage(outcomes))) print(line);
    return 0;
  },
};

/** The files under a folder, without hidden ones, as paths relative to it. */
export function bodiesIn(folder: string): readonly string[] {
  if (statSync(folder).isFile()) return [''];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

function readAs(folder: string, file: string): { carrier: string | null; result: ParseResult } {
  const body = readFileSync(join(folder, file), 'utf8');
  const { adapter, result } = parseAuto(listAdapters(), body);
  return { carrier: adapter?.id ?? null, result };
}

function summaryOf({
  rows,
  total,
}: {
  rows: readonly CarrierCoverage[];
  total: CarrierCoverage;
}): readonly string[] {
  return tableLines(
    [...rows, total].map((row) => ({
      carrier: row.carrier,
      bodies: String(row.bodies),
      refused: String(row.refused),
      shipments: String(row.shipments),
      events: String(row.events),
      mapped: String(row.share),
      'unmapped codes': row.unmapped.join(' '),
    })),
  );
}
