import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The folders that workflows may import from: see test/tidy.test.ts. */
const SOURCES = ['domain', 'workflows'] as const;
const SOURCE_FILE = /\.(ts|json)$/;

export interface WorkflowBundle {
  readonly codePath: string;
  /** The hash of its sources: the version of the workers that run it. */
  readonly buildId: string;
}

/**
 * Bundles the workflows into one file, cached in `.wismr/` under the hash of its sources. Builds it
 * only if a source or the lockfile has changed, because that takes seconds.
 */
export async function loadWorkflowBundle(): Promise<WorkflowBundle> {
  const folder = join(ROOT, '.wismr');
  const buildId = await hashWorkflowSources();
  const codePath = join(folder, `workflows-${buildId}.js`);
  const cached = await readdir(folder).catch(() => []);
  if (cached.some((name) => codePath.endsWith(name))) return { codePath, buildId };
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(ROOT, 'workflows', 'index.ts'),
    logger: quiet,
  });
  await mkdir(folder, { recursive: true });
  const partial = `${codePath}.${process.pid}`;
  await writeFile(partial, code);
  await rename(partial, codePath);
  return { codePath, buildId };
}

/**
 * Hashes the paths and contents of all sources that a bundle can contain, and the lockfile, which
 * pins its packages. `root` is the folder of the repository.
 */
export async function hashWorkflowSources(root: string = ROOT): Promise<string> {
  const hash = createHash('sha256');
  hash.update(await readFile(join(root, 'package-lock.json')));
  for (const folder of SOURCES) {
    const names = await readdir(join(root, folder), { recursive: true });
    for (const name of names.filter((each) => SOURCE_FILE.test(each)).sort()) {
      const path = `${folder}/${name.replaceAll('\\', '/')}`;
      hash
        .update(`${path}\n`)
        .update(await readFile(join(root, path)))
        .update('\n');
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
