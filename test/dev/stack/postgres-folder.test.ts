import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accountIn } from '../../../dev/stack/account.ts';
import {
  checkVersion,
  claim,
  type PostgresFolder,
  postgresFolder,
} from '../../../dev/stack/postgres-folder.ts';
import { type Child, startChild } from '../../../dev/stack/process.ts';

let folder: PostgresFolder;
let server: Child | null;

beforeEach(async () => {
  folder = postgresFolder(await mkdtemp(join(tmpdir(), 'wismr-folder-')));
  await mkdir(folder.cluster);
  server = null;
});
afterEach(async () => {
  await server?.kill();
  await rm(folder.root, { recursive: true, force: true });
});

const pidFile = () => join(folder.cluster, 'postmaster.pid');
const leave = (pid: number) => writeFile(pidFile(), `${pid}\n${folder.cluster}\n`);
const isLeft = () => readFile(pidFile()).then(Boolean, () => false);

/** Starts a process that looks like a server on this folder and, like one, ends on SIGINT. */
async function aServer(): Promise<number> {
  const script = "process.on('SIGINT', () => process.exit()); setInterval(String, 1e3);";
  const pid = await new Promise<string>((resolve) => {
    const args = ['-e', `${script} console.log(process.pid)`, 'postgres', '-D', folder.cluster];
    server = startChild({ command: process.execPath, args, env: {}, onLine: resolve });
  });
  return Number(pid);
}

test('the pid file of a server that has ended is removed', async () => {
  const pid = await aServer();
  await server?.kill();
  await leave(pid);
  await claim(folder);
  expect(await isLeft()).toBe(false);
});

test('a pid file whose number now belongs to another program is removed', async () => {
  await leave(process.pid);
  await claim(folder);
  expect(await isLeft()).toBe(false);
});

test('the folder of a running process is not touched, and the error names that process', async () => {
  const pid = await aServer();
  await leave(pid);
  await writeFile(folder.owner, String(process.ppid));
  await expect(claim(folder)).rejects.toThrow(`is in use by process ${process.ppid}`);
  expect(await isLeft()).toBe(true);
});

test('a server that a killed process left running is stopped, and its folder reused', async () => {
  const pid = await aServer();
  await leave(pid);
  await writeFile(folder.owner, String(await goneProcess()));
  await claim(folder);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  expect(await readFile(folder.owner, 'utf8')).toBe(String(process.pid));
});

test('data from an older PostgreSQL cause an error that says what to do', async () => {
  await writeFile(join(folder.cluster, 'PG_VERSION'), '17\n');
  await expect(checkVersion(folder, 18)).rejects.toThrow(
    `PostgreSQL 17 wrote the data in ${folder.root}, and this is 18. Delete the folder`,
  );
});

test('data of the same PostgreSQL are used, and a folder without data is filled', async () => {
  expect(await checkVersion(folder, 18)).toBe(false);
  await writeFile(join(folder.cluster, 'PG_VERSION'), '18\n');
  expect(await checkVersion(folder, 18)).toBe(true);
});

test('for root, the server runs as the first account that exists', () => {
  const passwd = 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\n';
  expect(accountIn(passwd, ['postgres', 'nobody'])).toEqual({ uid: 65534, gid: 65533 });
  expect(accountIn(passwd, ['postgres'])).toBe(null);
});

async function goneProcess(): Promise<number> {
  const lines: string[] = [];
  const env = { PATH: '/usr/bin:/bin' };
  const args = ['-c', 'echo "$$"'];
  await startChild({ command: '/bin/sh', args, env, onLine: (line) => lines.push(line) }).exited;
  return Number(lines[0]);
}
