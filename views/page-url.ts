/**
 * The addresses of the customers' pages. An address is the page's id and a signature, which the
 * server key makes: a copy of the database opens no page, and every message can write the address.
 */

import { timingSafeEqual } from 'node:crypto';
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

/** The page's id; null if none of the keys signed the token. */
export function openPage(keys: ServerKeys, kind: PageKind, token: string): string | null {
  const pageId = token.slice(0, PAGE_ID_LENGTH);
  const signature = Buffer.from(token.slice(PAGE_ID_LENGTH), 'base64url');
  if (signature.length !== SIGNATURE_BYTES) return null;
  const isSigned = keys
    .macs(`${kind} page`, pageId)
    .some((mac) => timingSafeEqual(mac.subarray(0, SIGNATURE_BYTES), signature));
  return isSigned ? pageId : null;
}
