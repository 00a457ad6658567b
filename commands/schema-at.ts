/** Finds the part of a schema that a path in an input leads to. */

import type { z } from 'zod';

type Schema = z.core.$ZodType;

/** The schemas that the value at this path may have. A union gives several; an unknown path none. */
export function schemasAt(schema: Schema, path: readonly PropertyKey[]): readonly Schema[] {
  const [first, ...rest] = path;
  return unwrap(schema).flatMap((each) => {
    if (first === undefined) return [each];
    const inner = childOf(each, first);
    return inner ? schemasAt(inner, rest) : [];
  });
}

/** The names that the object at this path may have. */
export function fieldsAt(schema: Schema, path: readonly PropertyKey[]): readonly string[] {
  return schemasAt(schema, path).flatMap((each) => {
    const { def } = (each as z.core.$ZodTypes)._zod;
    if (def.type === 'object') return Object.keys(def.shape);
    if (def.type !== 'record') return [];
    const { def: keys } = (def.keyType as z.core.$ZodTypes)._zod;
    return keys.type === 'enum' ? Object.values(keys.entries).map(String) : [];
  });
}

function childOf(schema: Schema, name: PropertyKey): Schema | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'array') return def.element;
  if (def.type === 'record') return def.valueType;
  if (def.type === 'object') return def.shape[String(name)];
  return undefined;
}

/** Without what only says when a value may be missing, and how it is read. */
function unwrap(schema: Schema): readonly Schema[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'readonly':
      return unwrap(def.innerType);
    case 'pipe':
      return [...unwrap(def.in), ...unwrap(def.out)];
    case 'union':
      return def.options.flatMap(unwrap);
    default:
      return [schema];
  }
}
