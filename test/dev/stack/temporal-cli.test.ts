import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTemporal } from '../../../dev/stack/temporal.ts';
import { findTemporalCli } from '../../../dev/stack/temporal-cli.ts';

let home: string;
let printed: string[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'wismr-cli-'));
  printed = [];
});
afterEach(() => rm(home, { recursive: true, force: true }));

const inPath = () => join(home, 'bin', 'temporal');
const inCache = () => join(home, 'cache', 'wismr', 'bin', 'temporal');
const downloaded = () => join(home, 'cache', 'wismr', 'download', 'temporal-sdk-typescript-1.24.0');
const named = () => join(home, 'elsewhere', 'my-temporal');

const works = 'echo "temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)"';
/** A fake `go install`: writes the program to GOBIN. */
const goBuilds = `[ "$1 $2" = "install github.com/temporalio/cli/cmd/temporal@v1.5.1" ] || exit 9
printf '#!/bin/sh\\n%s\\n' '${works}' > "$GOBIN/temporal" && chmod +x "$GOBIN/temporal"`;

async function aProgram(path: string, script: string = works): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** An environment that contains only what a test puts into `home`. */
function environment(more: Record<string, string> = {}) {
  return { PATH: join(home, 'bin'), XDG_CACHE_HOME: join(home, 'cache'), ...more };
}

const find = (more: Record<string, string> = {}) =>
  findTemporalCli({ env: environment(more), log: (line) => printed.push(line) });
const offline = { WISMR_NO_DOWNLOAD: '1' };

test('TEMPORAL_CLI_PATH takes precedence over all other sources', async () => {
  for (const path of [named(), inPath(), inCache(), downloaded()]) await aProgram(path);
  const found = await find({ TEMPORAL_CLI_PATH: named() });
  expect(found).toEqual({ path: named(), source: 'TEMPORAL_CLI_PATH' });
});

test('without it, PATH comes first, then the cache, then a download', async () => {
  await aProgram(downloaded());
  expect(await find()).toEqual({ path: downloaded(), source: 'download' });
  await aProgram(inCache());
  expect(await find()).toEqual({ path: inCache(), source: 'cache' });
  await aProgram(inPath());
  expect(await find()).toEqual({ path: inPath(), source: 'PATH' });
});

test('a program on PATH that does not run is skipped', async () => {
  await aProgram(inPath(), 'exit 1');
  await aProgram(inCache());
  expect(await find()).toMatchObject({ source: 'cache' });
});

test('another program named temporal is skipped', async () => {
  await aProgram(inPath(), 'echo "GNU temporal 3.2"');
  await aProgram(inCache());
  expect(await find()).toMatchObject({ source: 'cache' });
});

test('a wrong TEMPORAL_CLI_PATH is an error, and no other program is used', async () => {
  await aProgram(inPath());
  await expect(find({ TEMPORAL_CLI_PATH: named() })).rejects.toMatchObject({
    code: 'unavailable',
    message: `TEMPORAL_CLI_PATH=${named()}: there is no such program`,
  });
});

test('as the last resort, Go builds it once, into the cache', async () => {
  await aProgram(join(home, 'bin', 'go'), goBuilds);
  expect(await find(refusedDownload())).toEqual({ path: inCache(), source: 'go' });
  expect(printed.join('\n')).toContain('6 to 15 minutes');
  expect(await find(offline)).toEqual({ path: inCache(), source: 'cache' });
});

test('two processes that start at once build it once', async () => {
  await aProgram(join(home, 'bin', 'go'), `echo build >> ${home}/builds; sleep 1\n${goBuilds}`);
  const found = await Promise.all([find(refusedDownload()), find(refusedDownload())]);
  expect(found.map(({ path }) => path)).toEqual([inCache(), inCache()]);
  expect(printed.filter((line) => line.includes('6 to 15 minutes'))).toHaveLength(1);
});

test('a failed build leaves no program in the cache', async () => {
  const broken = 'echo half > "$GOBIN/temporal"; echo "no route to the module proxy" >&2; exit 1';
  await aProgram(join(home, 'bin', 'go'), broken);
  await expect(find(refusedDownload())).rejects.toThrow('no route to the module proxy');
  expect(await readdir(join(home, 'cache', 'wismr', 'bin'))).toEqual([]);
});

test('without any source, one error lists all attempts and why they failed', async () => {
  const error = await find(offline).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'unavailable' });
  expect(String(error)).toContain('a `temporal` program on PATH: there is none');
  expect(String(error)).toContain(`${inCache()} of earlier runs: there is no such program`);
  expect(String(error)).toContain("the Temporal SDK's download: WISMR_NO_DOWNLOAD is set");
  expect(String(error)).toContain('building with Go: WISMR_NO_DOWNLOAD is set');
});

test('without Go, the error says so', async () => {
  await expect(find(refusedDownload())).rejects.toThrow('there is no `go` on PATH');
});

test('a TEMPORAL_ADDRESS where nobody answers is an error, and no server is started', async () => {
  await aProgram(inPath());
  const env = environment({ TEMPORAL_ADDRESS: '127.0.0.1:1' });
  const log = (line: string) => printed.push(line);
  const start = startTemporal({ env, dataDir: home, searchAttributes: {}, ui: false, log });
  await expect(start).rejects.toThrow('TEMPORAL_ADDRESS=127.0.0.1:1 does not answer');
}, 20_000);

/** Sends the SDK's download to a proxy that does not exist, so that it fails at once. */
function refusedDownload(): Record<string, string> {
  return { HTTPS_PROXY: 'http://127.0.0.1:1' };
}
