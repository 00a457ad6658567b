import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';

type Fields = Readonly<Record<string, unknown>>;

/** The fields of a form. Of a name that stands twice, the last value. Answers 400 if it is no form. */
export async function readForm(c: Context): Promise<Fields> {
  return c.req.parseBody().catch(refuse);
}

/** Each name with all of its values. */
export async function readAllFields(c: Context): Promise<Fields> {
  return c.req.parseBody({ all: true }).catch(refuse);
}

function refuse(): never {
  throw new HTTPException(400, { message: 'the body is no form that can be read' });
}
