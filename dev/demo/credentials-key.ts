import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The demo's own CREDENTIALS_KEY, which it makes once and keeps in its data folder. */
export async function loadCredentialsKey(dataDir: string): Promise<string> {
  const file = join(dataDir, 'credentials-key');
  await mkdir(dataDir, { recursive: true });
  const made = randomBytes(32).toString('base64');
  // Never replaces a key: what it encrypted could not be read any more.
  await writeFile(file, `${made}\n`, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  return (await readFile(file, 'utf8')).trim();
}
