import { expect, test } from 'vitest';
import { runToEnd, startChild } from '../../../dev/stack/process.ts';

const env = { PATH: '/usr/bin:/bin' };
const sh = (script: string) => ({ command: '/bin/sh', args: ['-c', script], env });

/** Starts a script and waits for its first line. */
async function started(script: string) {
  const line = Promise.withResolvers<string>();
  const child = startChild({ ...sh(script), onLine: line.resolve });
  return { child, first: await line.promise };
}

test('a program that ends by itself returns its exit code and its last output', async () => {
  const exit = await runToEnd({ ...sh('echo one; echo two >&2; exit 3'), timeoutMs: 5_000 });
  expect(exit.code).toBe(3);
  expect(exit.output.split('\n').toSorted()).toEqual(['one', 'two']);
});

test('a missing program counts as an exit and does not crash the caller', async () => {
  const missing = { command: '/nowhere/at-all', args: [], env, timeoutMs: 5_000 };
  const exit = await runToEnd(missing);
  expect(exit.code).toBe(127);
  expect(exit.output).toContain('/nowhere/at-all');
});

test('a program that takes too long is stopped', async () => {
  const exit = await runToEnd({ ...sh('exec sleep 60'), timeoutMs: 200 });
  expect(exit.code).toBe(128 + 15);
});

test('`stop` first asks a program to end, so that it can finish its work', async () => {
  const { child } = await started(
    'trap "echo finished; exit 0" TERM; echo up; while :; do sleep 0.1; done',
  );
  await child.stop();
  expect(await child.exited).toMatchObject({ code: 0, output: 'up\nfinished' });
});

test('a program that ignores the request to stop is killed', async () => {
  const { child } = await started('trap "" TERM; echo up; while :; do sleep 0.1; done');
  await child.stop(300);
  expect(await child.exited).toMatchObject({ output: 'up' });
});

test('when a parent is killed, its children end too', async () => {
  const module = new URL('../../../dev/stack/process.ts', import.meta.url).href;
  const script = `import { startChild } from '${module}';
    startChild({ command: '/bin/sh', args: ['-c', 'echo $$; exec sleep 60'],
      env: { PATH: '/usr/bin:/bin' }, onLine: (line) => console.log(line, process.pid) });`;
  const args = ['--input-type=module', '--import', 'tsx', '--eval', script];
  const line = Promise.withResolvers<string>();
  startChild({ command: process.execPath, args, env, onLine: line.resolve });
  const [grandchild = 0, child = 0] = (await line.promise).split(' ').map(Number);
  process.kill(child, 'SIGKILL');
  await expect.poll(() => isRunning(grandchild), { timeout: 5_000 }).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
