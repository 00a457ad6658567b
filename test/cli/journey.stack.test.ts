import { expect, test } from 'vitest';
import { journeyExport } from '../../cli/journey.ts';
import { readJourneyFile } from '../../cli/journey-file.ts';
import { linesOf } from '../../cli/simulate.ts';
import { anOrder, createApi } from '../api/client.ts';
import { createDatabase } from '../database.ts';
import { KEYS } from '../keys.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);

async function run(...args: readonly string[]) {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const shared = {
    database: async () => database.sql,
    temporal: () => Promise.reject(new Error('no Temporal is needed')),
    input: async () => '',
    encryption: () => null,
    keys: async () => KEYS,
    retention: () => ({ messages: 90, scans: 400, proofs: 400, webhooks: 30 }),
    publicUrl: () => 'https://wismr.example',
    workflowBundle: () => Promise.reject(new Error('no bundle is needed')),
    migrate: async () => [],
    describeApi: async () => ({}),
    print: write,
    fail: write,
  };
  const code = await journeyExport.run({ args, options: {}, ...shared });
  return { code, text: lines.join('\n') };
}

test('simulate reads an exported order, with the policy of its shop', async () => {
  const policy = {
    expectations: { shipped: { within: '1h' } },
    staff: { customer_service: ['eve@acme.example'] },
    staffHours: null,
  };
  await api.call('PUT', '/v1/policy', policy);
  const placedAt = new Date().toISOString();
  await api.call('PUT', '/v1/orders/X1', anOrder({ placedAt }));
  const { code, text } = await run('order/acme/X1');
  expect(code).toBe(0);
  expect(text).not.toMatch(/ada|eve@|1234567/i);
  const read = readJourneyFile(text);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const lines = linesOf(read.journey, Date.parse(placedAt) + 2 * 3_600_000);
  expect(lines.map((line) => line.do)).toContain('overdue');
  expect(lines.filter((line) => line.do === 'send').map(({ kind }) => kind)).toEqual([
    'order_confirmed',
    'overdue_notice',
  ]);
});

test('a wrong or unknown journey id is an error', async () => {
  expect(await run('X1')).toMatchObject({ code: 2, text: expect.stringContaining('usage') });
  expect(await run('order/acme/nobody')).toEqual({
    code: 1,
    text: 'there is no journey order/acme/nobody',
  });
});
