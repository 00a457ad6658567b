/** The data with which a template is tried before its first use. */

import type { DataShape } from './data-shape.ts';

export interface Trial {
  readonly label: string;
  readonly data: unknown;
}

/** Names from the root; `*` means every element of a list. */
type Path = readonly string[];

/**
 * Returns the sample; for each nullable object, the sample with that object set to null; and the
 * sample with everything nullable set to null. Handlebars fails if a template reads a null's field.
 */
export function trialsOf(sample: unknown, shape: DataShape): readonly Trial[] {
  const nullable = nullablePaths(shape, []);
  const objects = nullable.filter(({ isObject }) => isObject);
  const least = nullable.reduce((data, { path }) => withNullAt(data, path), sample);
  return [
    { label: 'with the sample', data: sample },
    ...objects.map(({ path }) => ({
      label: `where ${path.filter((part) => part !== '*').join('.')} is null`,
      data: withNullAt(sample, path),
    })),
    { label: 'with everything nullable set to null', data: least },
  ];
}

interface NullablePath {
  readonly path: Path;
  readonly isObject: boolean;
}

function nullablePaths(shape: DataShape, path: Path): readonly NullablePath[] {
  const solid = shape.anyOf?.find(({ type }) => type !== 'null');
  if (solid) return [{ path, isObject: solid.type === 'object' }, ...nullablePaths(solid, path)];
  if (shape.items) return nullablePaths(shape.items, [...path, '*']);
  return Object.entries(shape.properties ?? {}).flatMap(([name, each]) =>
    nullablePaths(each, [...path, name]),
  );
}

function withNullAt(data: unknown, [name, ...rest]: Path): unknown {
  if (name === undefined) return null;
  if (name === '*') return Array.isArray(data) ? data.map((each) => withNullAt(each, rest)) : data;
  if (typeof data !== 'object' || data === null) return data;
  const known: Readonly<Record<string, unknown>> = { ...data };
  return { ...known, [name]: withNullAt(known[name], rest) };
}
