/** Compiles the API, the worker and the CLI to JavaScript, for production. */

import { readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The programs, by the names of their files. */
const PROGRAMS = { api: 'api/main.ts', worker: 'worker/main.ts', wismr: 'cli/wismr.ts' } as const;

/**
 * Writes `api.js`, `worker.js` and `wismr.js` into a folder inside the repository: they import the
 * packages in `node_modules`, and read migrations and templates where the sources are.
 */
export async function buildPrograms(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: Object.entries(PROGRAMS).map(([out, path]) => ({ in: path, out })),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    chunkNames: 'chunk-[hash]',
    // For stack traces: node --enable-source-maps.
    sourcemap: true,
    logLevel: 'warning',
    plugins: [keepPlaces(folder)],
  });
}

/** Keeps `import.meta.dirname` and `import.meta.url` what they are in the source. */
function keepPlaces(folder: string): Plugin {
  return {
    name: 'keep-places',
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (!source.includes('import.meta.')) return null;
        const to = (target: string) => relative(folder, target).replaceAll('\\', '/');
        const place = JSON.stringify(`/${to(dirname(path))}`);
        const contents = source
          .replaceAll('import.meta.dirname', `(import.meta.dirname + ${place})`)
          .replaceAll(
            'import.meta.url',
            `new URL(${JSON.stringify(to(path))}, import.meta.url).href`,
          );
        return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
      });
    },
  };
}

/** Where `npm run build` writes them. */
export const DIST = join(ROOT, 'dist');
