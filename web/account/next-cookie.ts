/** Remembers, from the page that asks for a link to the link itself, where the person wanted to go. */

import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { toLocalPath } from '../../domain/local-path.ts';

const NAME = 'wismr.next';
const SECONDS = 15 * 60;

export function saveNext(c: Context, next: string, isHttps: boolean): void {
  setCookie(c, NAME, next, {
    maxAge: SECONDS,
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    ...(isHttps ? { secure: true, prefix: 'host' as const } : {}),
  });
}

export function readNext(c: Context, isHttps: boolean): string {
  const written = isHttps ? getCookie(c, NAME, 'host') : getCookie(c, NAME);
  return toLocalPath(written, '/account');
}
