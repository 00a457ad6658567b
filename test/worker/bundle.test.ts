import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashWorkflowSources } from '../../worker/bundle.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'wismr-bundle-'));
  for (const part of ['domain', 'workflows', 'package-lock.json']) {
    await cp(join(ROOT, part), join(copy, part), { recursive: true });
  }
});

afterAll(() => rm(copy, { recursive: true, force: true }));

test('an unchanged copy of the sources has the same hash', async () => {
  expect(await hashWorkflowSources(copy)).toBe(await hashWorkflowSources());
});

test.each([
  'workflows/run-journey.ts',
  'domain/ids.ts',
  'domain/order/milestones.ts',
  'domain/journey/message-plan.ts',
  'package-lock.json',
])('a change in %s changes the hash', async (path) => {
  const before = await hashWorkflowSources(copy);
  const file = join(copy, path);
  const text = await readFile(file, 'utf8');
  await writeFile(file, `${text}\n`);
  const after = await hashWorkflowSources(copy);
  await writeFile(file, text);
  expect(after).not.toBe(before);
  expect(await hashWorkflowSources(copy)).toBe(before);
});

test('moving a file to another folder changes the hash', async () => {
  const before = await hashWorkflowSources(copy);
  const text = await readFile(join(copy, 'domain/money.ts'), 'utf8');
  await writeFile(join(copy, 'domain/order/money.ts'), text);
  await rm(join(copy, 'domain/money.ts'));
  expect(await hashWorkflowSources(copy)).not.toBe(before);
});
