/** Says which fields and parameters of a request do not fit its schema. */

import { z } from 'zod';
import { faultsIn } from '../commands/input-faults.ts';
import { type Fault, WismrError } from '../domain/error.ts';

type Result =
  | { readonly success: true }
  | { readonly success: false; readonly target: string; readonly error: z.ZodError };

/** Throws `invalid` if a part of a request (`json`, `query` or `param`) does not fit its schema. */
export function throwIfInvalid(result: Result, schema: z.ZodType = z.unknown()): undefined {
  if (result.success) return;
  const { target, error } = result;
  const faults = faultsIn(error, schema, target === 'json' ? '' : target);
  const listed = faults.slice(0, FAULTS_MAX);
  const more = faults.length - listed.length;
  const words = [...listed.map(inWords), ...(more > 0 ? [`and ${more} more`] : [])];
  throw new WismrError('invalid', words.join('; '), listed);
}

/** Nobody reads more, and a caller chooses how many there are. */
const FAULTS_MAX = 100;

/** `/items/0/quantity` → `` `items[0].quantity` ``, `query/cursor` → `` `cursor` ``. */
function inWords({ pointer, detail }: Fault): string {
  const parts = pointer.split('/').slice(1).map(unescapePointer);
  const name = parts
    .map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : `${index > 0 ? '.' : ''}${part}`))
    .join('');
  return `${name === '' ? 'the body' : `\`${name}\``} ${detail}`;
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
