/**
 * The addresses of the customers' pages. An address is the page's id and a signature, which the
 * server key makes: the ids in the database open no page, and every message can write the address.
 */

import { timingSafeEqual } from 'node:crypto';
import type { Queryable } from '../db/connect.ts';
import { isPageMadeBefore } from '../db/page-ids.ts';
import type { ServerKeys } from '../db/server-keys.ts';

export type PageKind = 'order' | 'return';

/** Where the pages are, and what signs their addresses. */
export interface Site {
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly keys: ServerKeys;
}

/** As insertOrder and insertReturn make it: 9 bytes in Base64url. */
const PAGE_ID_LENGTH = 12;
/** 96 bits. Short, because SMS have it too. */
const SIGNATURE_BYTES = 12;

const PATHS: Readonly<Record<PageKind, string>> = { order: 't', return: 'r' };

export function pageUrl({ publicUrl, keys }: Site, kind: PageKind, pageId: string): string {
  const signature = keys.mac(`${kind} page`, pageId).subarray(0, SIGNATURE_BYTES);
  return `${publicUrl}/${PATHS[kind]}/${pageId}${signature.toString('base64url')}`;
}

/**
 * Programs that have not restarted may still sign by the key of the database for so long after the first
 * one that has another key.
 */
const RESTART_MS = 60 * 60_000;

/**
 * The page's id; null if none of the keys signed the token, or if it is not spelled as `pageUrl` does: one
 * page has one address, for limits, logs and caches. A retired key opens only pages that are older than
 * its end.
 */
export async function openPage(
  { sql, keys }: Pick<Site, 'keys'> & { readonly sql: Queryable },
  kind: PageKind,
  token: string,
): Promise<string | null> {
  const pageId = token.slice(0, PAGE_ID_LENGTH);
  const written = token.slice(PAGE_ID_LENGTH);
  const signature = Buffer.from(written, 'base64url');
  if (signature.length !== SIGNATURE_BYTES) return null;
  // Node.js also decodes junk, padding, and the letters of Base64.
  if (signature.toString('base64url') !== written) return null;
  const signer = keys
    .macs(`${kind} page`, pageId)
    .find(({ mac }) => timingSafeEqual(mac.subarray(0, SIGNATURE_BYTES), signature));
  if (!signer) return null;
  if (signer.until === null) return pageId;
  const end = new Date(signer.until.getTime() + RESTART_MS);
  return (await isPageMadeBefore(sql, { kind, pageId }, end)) ? pageId : null;
}
