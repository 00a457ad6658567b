import type { Context } from 'hono';
import { readForm } from '../customer/read-form.ts';

/** The fields of a form as texts; a field that is missing is empty. Throws like `readForm`. */
export async function readFields<Name extends string>(
  c: Context,
  names: readonly Name[],
): Promise<Readonly<Record<Name, string>>> {
  const form = await readForm(c);
  const textOf = (name: Name) => {
    const value = form[name];
    return typeof value === 'string' ? value : '';
  };
  return Object.fromEntries(names.map((name) => [name, textOf(name)])) as Record<Name, string>;
}
