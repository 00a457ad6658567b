import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';

const FORM_TYPE = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The fields of a form. Of a name that stands twice, the last value. Answers 415 to another content
 * type, and 400 if it is no form.
 */
export async function readForm(c: Context): Promise<Fields> {
  assertForm(c);
  return c.req.parseBody().catch(refuse);
}

/** Each name with all of its values. */
export async function readAllFields(c: Context): Promise<Fields> {
  assertForm(c);
  return c.req.parseBody({ all: true }).catch(refuse);
}

function assertForm(c: Context): void {
  if (FORM_TYPE.test(c.req.header('content-type') ?? '')) return;
  throw new HTTPException(415, { message: 'send a form, as the page does' });
}

function refuse(): never {
  throw new HTTPException(400, { message: 'the body is no form that can be read' });
}
