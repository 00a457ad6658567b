/** How the OpenAPI document refers to the schemas that have a name. */

import type { OpenAPIHono } from '@hono/zod-openapi';
import { eddSchema } from './edd-schema.ts';
import type { ApiEnv } from './env.ts';
import { unconfirmedSchema } from './journey-schema.ts';
import { shippingPromiseViewSchema } from './order-schema.ts';
import { proofSchema } from './reported-facts-schema.ts';
import { inspectionViewSchema } from './return-schema.ts';
import { moneySchema } from './shared-schema.ts';

/**
 * Schemas with a name that some fields have or null. The generator takes the first use of a name for
 * the schema itself, so it would describe each of them as nullable everywhere.
 */
const OFTEN_NULL = {
  EstimatedDelivery: eddSchema,
  InspectionView: inspectionViewSchema,
  Money: moneySchema,
  ProofOfDelivery: proofSchema,
  ShippingPromiseView: shippingPromiseViewSchema,
  Unconfirmed: unconfirmedSchema,
};

export function registerNames(app: OpenAPIHono<ApiEnv>): void {
  for (const [name, schema] of Object.entries(OFTEN_NULL)) {
    app.openAPIRegistry.register(name, schema);
  }
}

/**
 * The generator writes a reference that differs from its schema as `allOf`. Null does not fit that:
 * here it is one of two, and a description stands beside the reference.
 */
export function writeReferences(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(writeReferences);
  if (typeof node !== 'object' || node === null) return node;
  const [reference, { type, ...words } = { type: undefined }] = allOf(node);
  if (reference?.['$ref'] === undefined) {
    const entries = Object.entries(node).map(([name, value]) => [name, writeReferences(value)]);
    return Object.fromEntries(entries);
  }
  const isNullable = Array.isArray(type) && type.includes('null');
  return isNullable
    ? { anyOf: [reference, { type: 'null' }], ...words }
    : { ...reference, ...words };
}

function allOf(node: object): readonly Readonly<Record<string, unknown>>[] {
  return 'allOf' in node && Array.isArray(node.allOf) ? node.allOf : [];
}
