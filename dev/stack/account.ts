/** Finds an account to run PostgreSQL as, because PostgreSQL refuses to run as root. */

import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { WismrError } from '../../domain/error.ts';
import type { Account } from './process.ts';

/** Accounts that may run the server if we are root. The first that exists is used. */
const NAMES = ['postgres', 'nobody'];

/** The account to run PostgreSQL as; `null`: our own. */
export async function accountFor(cluster: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(cluster).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const account = accountIn(passwd, NAMES);
  if (account) return account;
  throw new WismrError(
    'unavailable',
    `PostgreSQL refuses to run as root, and there is no account ${NAMES.join(' or ')} to run it ` +
      'as. Run this as another user, or set DATABASE_URL to a PostgreSQL 18 server.',
  );
}

/** The first of `names` in the text of /etc/passwd. */
export function accountIn(passwd: string, names: readonly string[]): Account | null {
  const rows = passwd.split('\n').map((line) => line.split(':'));
  for (const name of names) {
    const [, , uid, gid] = rows.find((row) => row[0] === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}

/** Whether the account may enter every folder down to this path. */
export async function isReachable(path: string, account: Account): Promise<boolean> {
  const { mode, uid, gid } = await stat(path);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  if (((mode >> shift) & 0o1) === 0) return false;
  const parent = dirname(path);
  return parent === path || isReachable(parent, account);
}
