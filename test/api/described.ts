/** Compares answers and examples with the OpenAPI document. */

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describeApi } from '../../api/app.ts';

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Response | { readonly $ref: string }>>;
}
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: object;
}
type Content = Readonly<Record<string, { readonly schema: object }>>;
interface Response {
  readonly description: string;
  readonly content?: Content;
}

export interface OpenApi {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly responses: Readonly<Record<string, Response>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

/** The document, as a program outside gets it. */
export const DOCUMENT: OpenApi = JSON.parse(JSON.stringify(describeApi('https://wismr.example')));

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ ...DOCUMENT, $id: 'openapi' });
const compiled = new Map<string, ValidateFunction>();

/** Validates a value against the schema at a JSON Pointer of the document. Returns the faults. */
export function faultsAt(pointer: string, value: unknown): readonly string[] {
  const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `openapi#${pointer}` });
  compiled.set(pointer, validate);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The pointer of a place in the document. */
export function pointerTo(...parts: readonly string[]): string {
  return parts
    .map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('');
}

export interface GivenAnswer {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly status: number;
  /** The media type. Null: there is no body. */
  readonly type: string | null;
  readonly body: unknown;
}

/** What the document does not say of an answer. Of paths that it does not have: nothing. */
export function undescribed({ method, path, status, type, body }: GivenAnswer): readonly string[] {
  const [template, operations] = Object.entries(DOCUMENT.paths).find(([each]) =>
    new RegExp(`^${each.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
  ) ?? ['', {}];
  const operation = operations[method.toLowerCase()];
  if (!operation) return [];
  const response = operation.responses[status];
  const what = `${operation.operationId} ${status}`;
  if (!response) return [`${what}: the status is not described`];
  const place =
    '$ref' in response
      ? response.$ref.slice(1)
      : pointerTo('paths', template, method.toLowerCase(), 'responses', String(status));
  const content = '$ref' in response ? resolve(response.$ref).content : response.content;
  const media = (type ?? '').split(';')[0] ?? '';
  if (!content?.[media]) return [`${what}: the type ${media} is not described`];
  const pointer = `${place}${pointerTo('content', media, 'schema')}`;
  return faultsAt(pointer, body).map((fault) => `${what}: ${fault}`);
}

export function resolve($ref: string): Response {
  const found = DOCUMENT.components.responses[$ref.replace('#/components/responses/', '')];
  if (!found) throw new Error(`${$ref} is not in the document`);
  return found;
}
