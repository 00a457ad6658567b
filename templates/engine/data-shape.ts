/** The shape of the data of a message: the part of JSON Schema that zod emits for plain data. */

export interface DataShape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, DataShape>>;
  readonly items?: DataShape;
  readonly anyOf?: readonly DataShape[];
  readonly additionalProperties?: DataShape | boolean;
  /** The values of a text that is one of a few. */
  readonly enum?: readonly unknown[];
}

export function isNullable(shape: DataShape): boolean {
  return shape.anyOf?.some(({ type }) => type === 'null') ?? false;
}

/** The shape of a value that is not null. */
export function withoutNull(shape: DataShape): DataShape {
  return shape.anyOf?.find(({ type }) => type !== 'null') ?? shape;
}

/** Undefined if there is no such member. A list has a `length`, and members by number. */
export function shapeOfMember(shape: DataShape, name: string): DataShape | undefined {
  const { type, properties, items, additionalProperties } = withoutNull(shape);
  if (type === 'array') {
    if (name === 'length') return { type: 'integer' };
    return /^\d+$/.test(name) ? items : undefined;
  }
  const own = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (own) return own;
  if (typeof additionalProperties === 'object') return additionalProperties;
  return type === undefined ? {} : undefined;
}

/** Infers the shape of a value. A null or an empty list may be anything. */
export function shapeOfValue(value: unknown): DataShape {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object') return { type: typeof value };
  if (Array.isArray(value)) return { type: 'array', items: shapeOfValue(value[0]) };
  const entries = Object.entries(value).map(([key, each]) => [key, shapeOfValue(each)] as const);
  return { type: 'object', properties: Object.fromEntries(entries) };
}
