import { isUtf8 } from 'node:buffer';
import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';

/**
 * Answers 400 to an address or a body that is not UTF-8. Other readers put `\ufffd` in its place, so
 * that a name or an id would be stored as another one.
 */
export const assertUtf8: MiddlewareHandler = async (c, next) => {
  const { pathname, search } = new URL(c.req.url);
  if (!isDecodable(pathname)) throw malformed('the address has percent-encoded bytes');
  if (!isDecodable(search)) throw malformed('the query has percent-encoded bytes');
  if (!isUtf8(new Uint8Array(await c.req.arrayBuffer()))) throw malformed('the body has bytes');
  await next();
};

function isDecodable(encoded: string): boolean {
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
}

function malformed(what: string): HTTPException {
  return new HTTPException(400, { message: `${what} that are not UTF-8` });
}
