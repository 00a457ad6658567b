import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';

const FORM_TYPE = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i;

/** The fields of a form, a list for each. Anything else that was sent is a 415. */
export async function readForm(c: Context): Promise<Readonly<Record<string, readonly unknown[]>>> {
  if (!FORM_TYPE.test(c.req.header('content-type') ?? '')) {
    throw new HTTPException(415, { message: 'send a form, as the page does' });
  }
  const form = await c.req.parseBody({ all: true });
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, [value].flat()]));
}
