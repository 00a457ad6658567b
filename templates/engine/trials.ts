/** What a template is tried on before it is used: the sample, and the sample with less in it. */

import type { Shape } from './check-names.ts';

export interface Trial {
  readonly what: string;
  readonly data: unknown;
}

/** Names from the root; `*` stands for every element of a list. */
type Path = readonly string[];

/**
 * The sample; the sample without each of the objects that can be null, one at a time; and without
 * anything that can be null. Handlebars fails where a template looks into an object that is null.
 */
export function trialsOf(sample: unknown, shape: Shape): readonly Trial[] {
  const nullable = nullablePaths(shape, []);
  const objects = nullable.filter(({ isObject }) => isObject);
  const least = nullable.reduce((data, { path }) => without(data, path), sample);
  return [
    { what: 'with the sample', data: sample },
    ...objects.map(({ path }) => ({
      what: `where ${path.filter((part) => part !== '*').join('.')} is null`,
      data: without(sample, path),
    })),
    { what: 'where all that can be null is null', data: least },
  ];
}

interface Nullable {
  readonly path: Path;
  readonly isObject: boolean;
}

function nullablePaths(shape: Shape, path: Path): readonly Nullable[] {
  const solid = shape.anyOf?.find(({ type }) => type !== 'null');
  if (solid) return [{ path, isObject: solid.type === 'object' }, ...nullablePaths(solid, path)];
  if (shape.items) return nullablePaths(shape.items, [...path, '*']);
  return Object.entries(shape.properties ?? {}).flatMap(([name, each]) =>
    nullablePaths(each, [...path, name]),
  );
}

function without(data: unknown, [name, ...rest]: Path): unknown {
  if (name === undefined) return null;
  if (name === '*') return Array.isArray(data) ? data.map((each) => without(each, rest)) : data;
  if (typeof data !== 'object' || data === null) return data;
  const known: Readonly<Record<string, unknown>> = { ...data };
  return { ...known, [name]: without(known[name], rest) };
}
