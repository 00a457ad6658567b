import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';

/** RFC 6839: also types such as `application/merge-patch+json`. */
const JSON_TYPE = /^application\/([a-z.-]+\+)?json(;\s*[a-z\d-]+=[^;]+)*$/i;

/** For a route that takes JSON: says what is wrong with the body before its schema is looked at. */
export const readJson: MiddlewareHandler = async (c, next) => {
  if (!JSON_TYPE.test(c.req.header('content-type') ?? '')) throw new HTTPException(415);
  const text = await c.req.text();
  if (text.trim() === '') throw malformed('the body is missing: send a JSON object');
  try {
    JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw malformed(`the body is not JSON: ${why}`);
  }
  await next();
};

function malformed(message: string): HTTPException {
  return new HTTPException(400, { message });
}
