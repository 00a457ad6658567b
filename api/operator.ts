/** Who may see `/metrics`, the details of `/readyz`, and `/reference` unless it is public. */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { ApiDeps, ApiEnv } from './env.ts';

/** Headers of a proxy: behind one, every request seems to come from this machine. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/** With a key in the settings: who sends it. Without one: requests from this machine. */
export function isOperator(
  c: Context<ApiEnv>,
  { operationsKey }: Pick<ApiDeps, 'operationsKey'>,
): boolean {
  if (operationsKey === null) return isLocal(c);
  const key = keyOf(c.req.header('authorization') ?? '');
  return key !== null && timingSafeEqual(digest(key), digest(operationsKey));
}

/** A bearer token, or the password that a browser asks for. */
function keyOf(authorization: string): string | null {
  const [scheme = '', value = ''] = authorization.split(' ');
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return null;
  return Buffer.from(value, 'base64')
    .toString('utf8')
    .replace(/^[^:]*:/, '');
}

function isLocal(c: Context<ApiEnv>): boolean {
  if (FORWARDED.some((name) => c.req.header(name) !== undefined)) return false;
  // Requests within the process have no socket.
  const address = (c.env as Partial<HttpBindings> | undefined)?.incoming?.socket.remoteAddress;
  return address === undefined || /^(::ffff:)?127\.|^::1$/.test(address);
}

/** Of equal length, whatever was sent. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
