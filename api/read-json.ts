import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';

/** RFC 6839: also types such as `application/merge-patch+json`. */
const JSON_TYPE = /^application\/([a-z.-]+\+)?json(;\s*[a-z\d-]+=[^;]+)*$/i;

/** RFC 8259: JSON is UTF-8, so another charset says that the sender means other characters. */
const OTHER_CHARSET = /;\s*charset=(?!"?utf-?8"?\s*(;|$))/i;

/** For a route that takes JSON: says what is wrong with the body before its schema is looked at. */
export const readJson: MiddlewareHandler = async (c, next) => {
  const type = c.req.header('content-type') ?? '';
  if (!JSON_TYPE.test(type)) throw new HTTPException(415);
  if (OTHER_CHARSET.test(type)) throw new HTTPException(415, { message: 'send the body in UTF-8' });
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
