import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['domain', 'workflows'] as const;

export interface WorkflowBundle {
  readonly codePath: string;
}

/**
 * The workflows as one file. Built when its sources have changed, which takes some seconds, and
 * kept in `.wismr/` under the hash of them.
 */
export async function loadWorkflowBundle(): Promise<WorkflowBundle> {
  const folder = join(ROOT, '.wismr');
  const codePath = join(folder, `workflows-${await hashOfSources()}.js`);
  const known = await readdir(folder).catch(() => []);
  if (known.some((name) => codePath.endsWith(name))) return { codePath };
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(ROOT, 'workflows', 'index.ts'),
    logger: quiet,
  });
  await mkdir(folder, { recursive: true });
  const partial = `${codePath}.${process.pid}`;
  await writeFile(partial, code);
  await rename(partial, codePath);
  return { codePath };
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  const require = createRequire(import.meta.url);
  hash.update(String(require('@temporalio/worker/package.json').version));
  for (const folder of SOURCES) {
    for (const name of (await readdir(join(ROOT, folder))).sort()) {
      if (!name.endsWith('.ts')) continue;
      hash.update(`${folder}/${name}\n`).update(await readFile(join(ROOT, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

const ignore = () => undefined;
const quiet = {
  log: ignore,
  trace: ignore,
  debug: ignore,
  info: ignore,
  warn: (message: string) => console.warn(message),
  error: (message: string) => console.error(message),
};
