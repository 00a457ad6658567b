/** `wismr carriers`, `parse` and `parse-all`: what a body says, without a database. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { text as readStream } from 'node:stream/consumers';
import { type CarrierCoverage, measureCoverage } from '../carriers/coverage.ts';
import { findAdapter, listAdapters } from '../carriers/index.ts';
import { parseAuto, parseBody } from '../carriers/parse.ts';
import { toJson } from '../carriers/to-json.ts';
import type { ParseResult } from '../domain/tracking.ts';
import type { Command } from './command.ts';

export const carriersCommand: Command = {
  usage: 'carriers',
  summary: 'List the carriers, aggregators and platforms that can be read. --json for programs.',
  options: { json: 'boolean' },
  run: async ({ options, print }) => {
    const rows = listAdapters().map(({ id, name, kind, delivery, formats }) => ({
      id,
      name,
      kind,
      delivery,
      formats,
    }));
    if (options['json']) print(JSON.stringify(rows));
    else for (const row of rows) print(`${row.id.padEnd(18)}${row.kind.padEnd(12)}${row.name}`);
    return 0;
  },
};

export const parseCommand: Command = {
  usage: 'parse <carrier> <file>',
  summary: 'Print as JSON what a body says; `auto` recognises the carrier, `-` reads the input.',
  options: {},
  run: async ({ args, print, fail }) => {
    const [carrier, file, ...rest] = args;
    if (!carrier || !file || rest.length > 0) {
      fail('usage: wismr parse <carrier|auto> <file|->');
      return 2;
    }
    const body = file === '-' ? await readStream(process.stdin) : readFileSync(file, 'utf8');
    if (carrier === 'auto') {
      const { adapter, result } = parseAuto(listAdapters(), body);
      print(JSON.stringify({ adapter: adapter?.id ?? null, ...toJson(result) }, null, 2));
      return 0;
    }
    const adapter = findAdapter(carrier);
    if (!adapter) {
      fail(`there is no carrier ${carrier}: \`wismr carriers\` lists them`);
      return 2;
    }
    print(JSON.stringify(toJson(parseBody(adapter, body)), null, 2));
    return 0;
  },
};

export const parseAllCommand: Command = {
  usage: 'parse-all <folder>',
  summary: 'Read every file under a folder: a summary, or with --json a line per file.',
  options: { json: 'boolean' },
  run: async ({ args: [folder], options, print, fail }) => {
    if (!folder) {
      fail('usage: wismr parse-all <folder> [--json]');
      return 2;
    }
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

/** All files under a folder but hidden ones, as paths relative to it. */
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
  const header = [
    'carrier',
    'bodies',
    'refused',
    'shipments',
    'events',
    'mapped',
    'unmapped codes',
  ];
  const lines = [...rows, total].map((row) => [
    ...[row.carrier, row.bodies, row.refused, row.shipments, row.events, row.share].map(String),
    row.unmapped.join(' '),
  ]);
  const widths = header.map((title, i) =>
    Math.max(title.length, ...lines.map((line) => line[i]?.length ?? 0)),
  );
  return [header, ...lines].map((line) =>
    line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
