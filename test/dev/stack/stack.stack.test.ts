import { Client, Connection } from '@temporalio/client';
import postgres from 'postgres';
import { expect, inject, onTestFinished, test } from 'vitest';
import { readEnvironment } from '../../../config.ts';
import { createTimeSkippingEnvironment } from '../../../dev/stack/time-skipping.ts';
import { DAY } from '../../../domain/time.ts';
import { ensureSearchAttributes } from '../../../worker/search-attributes.ts';
import { SEARCH_ATTRIBUTES } from '../../../workflows/messages.ts';
import { startOwnTemporal } from '../../temporal.ts';

async function connect(address: string): Promise<Connection> {
  const connection = await Connection.connect({ address });
  onTestFinished(() => connection.close());
  return connection;
}

test('PostgreSQL 18 answers, in UTF-8', async () => {
  const sql = postgres(inject('databaseUrl'), { max: 1 });
  onTestFinished(() => sql.end());
  const [row] = await sql`select version(), upper('ærø') as upper`;
  expect(row?.['version']).toMatch(/^PostgreSQL 18\./);
  expect(row?.['upper']).toBe('ÆRØ');
});

test('Temporal is healthy', async () => {
  const connection = await connect(inject('temporalAddress'));
  const service = 'temporal.api.workflowservice.v1.WorkflowService';
  const { status } = await connection.healthService.check({ service });
  expect(status).toBe(1);
});

test('the search attributes are registered, and registering them again changes nothing', async () => {
  const connection = await connect(inject('temporalAddress'));
  await ensureSearchAttributes(connection, 'default', SEARCH_ATTRIBUTES);
  const listed = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
  expect(Object.keys(listed.customAttributes)).toEqual(
    expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTES)),
  );
});

test('a search attribute that exists with another type is an error', async () => {
  const connection = await connect(inject('temporalAddress'));
  const wrong = ensureSearchAttributes(connection, 'default', { WismrShop: 'Int' });
  await expect(wrong).rejects.toThrow('WismrShop is of type Keyword and must be Int');
});

test.each(['stop', 'kill'] as const)(
  'a workflow is still there after a %s and a start of Temporal, at the same address',
  async (end) => {
    const temporal = await startOwnTemporal({});
    onTestFinished(() => temporal.remove());
    const before = new Client({ connection: await connect(temporal.address) });
    await before.workflow.start('waiting', { workflowId: 'w', taskQueue: 'nobody', args: [] });
    await temporal[end]();
    await temporal.start();
    const after = new Client({ connection: await connect(temporal.address) });
    const { status } = await after.workflow.getHandle('w').describe();
    expect(status.name).toBe('RUNNING');
  },
);

test('the clock of the time-skipping server jumps three weeks at once', async () => {
  const executable = inject('timeSkippingExecutable');
  const log = () => undefined;
  const environment = await createTimeSkippingEnvironment({
    env: readEnvironment(),
    log,
    executable,
  });
  onTestFinished(() => environment.teardown());
  const before = await environment.currentTimeMs();
  await environment.sleep('21 days');
  const days = ((await environment.currentTimeMs()) - before) / DAY;
  expect(days).toBeCloseTo(21, 2);
});
