/** The OpenAPI document: what the routes say about themselves, and what they share. */

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './env.ts';
import { problemType } from './problem.ts';
import { PROBLEM_KINDS, PROBLEM_NAMES, type ProblemName } from './problem-kinds.ts';
import { componentName } from './problem-responses.ts';
import { registerNames, writeReferences } from './references.ts';
import { SECURITY_SCHEMES } from './security-schemes.ts';

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

/** Describes the routes of an app whose address is `publicUrl`. OpenAPI 3.1, as plain JSON. */
export function openApiDocument(app: OpenAPIHono<ApiEnv>, publicUrl: string): object {
  registerNames(app);
  const { components, paths, ...document } = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      ...INFO,
      contact: { name: 'The operator of this installation', url: `${publicUrl}/problems` },
    },
    servers: [{ url: publicUrl, description: 'This installation' }],
    tags: TAGS,
  });
  return {
    ...document,
    paths: writeReferences(withHeaders(paths)),
    components: {
      ...components,
      schemas: writeReferences({ ...components?.schemas, Problem: PROBLEM }),
      responses: Object.fromEntries(
        DESCRIBED.map((name) => [componentName(name), problemResponse(name, publicUrl)]),
      ),
      headers: HEADERS,
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

const DESCRIPTION = `
Send wismr your orders, shipments and returns. It notifies your customers about their parcels and
refunds, and escalates to your teams when an expected event does not arrive.

**Authentication.** Send \`Authorization: Bearer <key>\`. A key gives access to its own shop only.

**Repetition.** You can repeat every request. A repeated write changes nothing, sends no message and
returns \`unchanged\`. Retry after a timeout or a 5xx.

**Limits.** The headers \`RateLimit-Policy\` and \`RateLimit\` say how many requests a minute a key and a
shop have, and how many are left. Beyond them, the answer is 429 with \`Retry-After\`, in seconds.

**Consistency.** A 2xx means that the change is in the database. wismr decides about messages and
escalations a moment later.

**Times.** Requests take ISO 8601 with \`Z\` or a UTC offset. Responses use UTC with milliseconds.

**Fields.** In a request, an unknown field is an error. Where a field allows null, null means the
same as leaving it out, unless its description says otherwise.

**Errors.** Every error is a problem (RFC 9457, \`application/problem+json\`): \`type\` is the address
of a page about its kind, \`detail\` says what is wrong, and \`errors\` points to each wrong field. A
method that an address does not have gets 405 with \`Allow\`.

**Requests have an id.** Every answer has it as \`X-Request-Id\`, a problem as \`requestId\` too, and so do
the lines in wismr's log. Send a header \`X-Request-Id\` to choose it: up to 128 letters, digits, \`-\`, \`_\`
and \`=\`.
`.trim();

const INFO = {
  title: 'wismr',
  version: '1',
  summary: 'Answers “where is my order, where is my return?” before the customer asks.',
  description: DESCRIPTION,
  license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
};

const TAGS = [
  { name: 'Orders', description: 'Orders, their shipments, refunds and withdrawals.' },
  { name: 'Returns', description: 'Returns, from the request to the refund.' },
  {
    name: 'Escalations',
    description: 'What your staff should look at, because an expected event did not arrive.',
  },
  { name: 'Customers', description: 'Exports and erases what you hold about a person.' },
  { name: 'Policy', description: 'What your shop expects, by when, and who gets which message.' },
  { name: 'Carriers', description: 'The carriers that wismr reads, and how their webhooks do.' },
  { name: 'Webhooks', description: 'What carriers and providers call. You do not call these.' },
];

const HEADERS = {
  RequestId: {
    description: 'The id of the request: yours, or one that wismr made.',
    schema: { type: 'string', minLength: 1, maxLength: 128, pattern: '^[A-Za-z0-9_=-]+$' },
  },
  RetryAfter: {
    description: 'Send the request again after this many seconds.',
    schema: { type: 'string', pattern: '^[0-9]+$' },
  },
  RateLimit: {
    description: 'How many requests are left (`r`), and for how many seconds (`t`), by each limit.',
    schema: { type: 'string', examples: ['"key";r=5999;t=60, "shop";r=11999;t=60'] },
  },
  RateLimitPolicy: {
    description: 'How many requests (`q`) in how many seconds (`w`) each limit allows.',
    schema: { type: 'string', examples: ['"key";q=6000;w=60, "shop";q=12000;w=60'] },
  },
  WwwAuthenticate: {
    description: 'How to authenticate.',
    schema: { type: 'string' },
  },
};

const LIMITS = {
  RateLimit: { $ref: '#/components/headers/RateLimit' },
  'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' },
};
const REQUEST_ID = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } };

const PROBLEM = {
  type: 'object',
  description: 'What is wrong (RFC 9457).',
  properties: {
    type: {
      type: 'string',
      format: 'uri',
      description:
        'The kind of problem, and the address of a page about it. The last part of the path is the ' +
        'same on every installation, so compare that.',
    },
    title: { type: 'string', description: 'The kind of problem, in words.' },
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: { type: 'string', description: 'What is wrong, in words.' },
    requestId: { type: 'string', description: 'The id of the request, as in the log.' },
    errors: {
      type: 'array',
      description: 'Each wrong field.',
      items: {
        type: 'object',
        properties: {
          pointer: {
            type: 'string',
            description:
              'A JSON Pointer into the body, such as `/items/0/quantity`, or the name of a ' +
              'parameter, such as `query/cursor`.',
          },
          detail: { type: 'string', description: 'What is wrong with the field, in words.' },
        },
        required: ['pointer', 'detail'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'requestId'],
};

/** A detail of each kind, as a route words it. */
const DETAILS: Readonly<Record<ProblemName, string>> = {
  malformed: 'the body is missing: send a JSON object',
  unauthorized: 'the API key is missing or unknown; send "Authorization: Bearer <key>"',
  forbidden: 'this needs the scope "write"; the API key has read',
  'not-found': 'order 1001 does not exist',
  'method-not-allowed': '/v1/policy takes GET, HEAD, PUT, OPTIONS, and not DELETE',
  conflict: 'order 1001 is cancelled',
  'too-large': 'the body is larger than 1024 KiB',
  'unsupported-media-type': 'send the body as JSON, with the header content-type: application/json',
  invalid: '`items[0].quantity` must be a whole number',
  'rate-limited': 'too many requests; try again later',
  internal: 'wismr failed and logged the error; try again later',
  unavailable: 'the database does not answer; try again later',
};

/** No operation of the document can be called with a method that its address does not have. */
const DESCRIBED = PROBLEM_NAMES.filter((name) => name !== 'method-not-allowed');

function problemResponse(name: ProblemName, publicUrl: string): object {
  const { status, title, when } = PROBLEM_KINDS[name];
  const faults = [{ pointer: '/items/0/quantity', detail: 'must be a whole number' }];
  const example = {
    type: problemType(publicUrl, name),
    title,
    status,
    detail: DETAILS[name],
    requestId: '0b6f4a52-6a1c-4f0e-9a4e-3f1f0c2b7d11',
    ...(name === 'invalid' ? { errors: faults } : {}),
  };
  const schema = { $ref: '#/components/schemas/Problem' };
  return {
    description: when,
    headers: { ...REQUEST_ID, ...headersOf(name) },
    content: { 'application/problem+json': { schema, example } },
  };
}

function headersOf(name: ProblemName): object {
  if (name === 'unauthorized') {
    return { 'WWW-Authenticate': { $ref: '#/components/headers/WwwAuthenticate' } };
  }
  if (name !== 'rate-limited' && name !== 'unavailable') return {};
  const retryAfter = { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } };
  return name === 'unavailable' ? retryAfter : { ...retryAfter, ...LIMITS };
}

/** Every answer has these headers, so no route has to say it. */
function withHeaders(paths: Document['paths']): object {
  const entries = Object.entries(paths ?? {}).map(([path, methods]) => {
    const operations = Object.entries(methods).map(([method, operation]) => {
      const isLimited = JSON.stringify(operation.security ?? []).includes('apiKey');
      const headers = { ...REQUEST_ID, ...(isLimited ? LIMITS : {}) };
      const responses = Object.entries(operation.responses).map(([status, response]) => [
        status,
        '$ref' in (response as object) ? response : { ...(response as object), headers },
      ]);
      return [method, { ...operation, responses: Object.fromEntries(responses) }];
    });
    return [path, Object.fromEntries(operations)];
  });
  return Object.fromEntries(entries);
}
