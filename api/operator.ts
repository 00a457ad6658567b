/** Who may see `/metrics`, the details of `/readyz`, and `/reference` unless it is public. */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Logger } from 'pino';
import { isLocalUrl } from '../domain/web-url.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { routeOf } from './route-of.ts';

/** Headers of a proxy: behind one, every request seems to come from this machine. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

type Settings = Pick<ApiDeps, 'operationsKey' | 'publicUrl'>;

/**
 * With a key in the settings: who sends it. Without one: requests from this machine, while the pages
 * are on this machine too. A public API has a proxy, and not every proxy says that it is one.
 */
export function isOperator(
  c: Context<ApiEnv>,
  { operationsKey, publicUrl, keyRefusals }: Settings & Pick<ApiDeps, 'keyRefusals'>,
): boolean {
  if (operationsKey === null) return isLocal(c, publicUrl);
  const key = keyOf(c.req.header('authorization') ?? '');
  if (key === null) return false;
  if (timingSafeEqual(digest(key), digest(operationsKey))) return true;
  keyRefusals.count('operations_key');
  // Not even a hash of it: a key that somebody chose may differ in one character.
  c.var.log.warn({ reason: 'operations_key', route: routeOf(c) }, 'a request has a wrong key');
  return false;
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

/** For the log at start. */
export function warnWithoutKey(log: Logger, { operationsKey, publicUrl }: Settings): void {
  if (operationsKey !== null || isLocalUrl(publicUrl)) return;
  log.warn(
    'OPERATIONS_KEY is not set: nobody sees /metrics, /reference and the details of /readyz',
  );
}

function isLocal(c: Context<ApiEnv>, publicUrl: string): boolean {
  if (FORWARDED.some((name) => c.req.header(name) !== undefined)) return false;
  // Requests within the process have no socket.
  const address = (c.env as Partial<HttpBindings> | undefined)?.incoming?.socket.remoteAddress;
  if (address === undefined) return true;
  const isLoopback = /^(::ffff:)?127\.|^::1$/.test(address);
  return isLoopback && isLocalUrl(publicUrl) && isLocalHost(c.req.header('host') ?? '');
}

/** A page of another site may reach this machine by a name of its own (DNS rebinding). */
function isLocalHost(host: string): boolean {
  const url = `http://${host}`;
  return URL.canParse(url) && isLocalUrl(url);
}

/** Of equal length, whatever was sent. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
