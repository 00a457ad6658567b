/** The OpenAPI document, as tools of others read it. */

import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import type { ApiDeps } from '../../api/env.ts';
import { API_SCOPES } from '../../domain/api-scope.ts';
import { DOCUMENT, faultsAt, type Operation, pointerTo, resolve } from './described.ts';

const { paths, tags, components } = DOCUMENT;
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
const statusesOf = ({ responses }: Operation) => Object.keys(responses);

test('another validator finds that it is OpenAPI 3.1', async () => {
  expect(DOCUMENT.openapi).toBe('3.1.0');
  const result = await new Validator().validate(JSON.parse(JSON.stringify(DOCUMENT)));
  expect(result).toEqual({ valid: true });
});

test('Redocly’s recommended rules find no error, and nothing to warn of', async () => {
  const problems = await lintFromString({
    source: JSON.stringify(DOCUMENT),
    config: await createConfig({ extends: ['recommended'] }),
    absoluteRef: '/openapi.json',
  });
  const found = problems.map(({ ruleId, severity, message, location: [place] }) => {
    return `${severity} ${ruleId} ${place?.pointer}: ${message}`;
  });
  expect(found).toEqual([]);
});

test('it has every route below /v1 and /webhooks, and no other', () => {
  const { routes } = createApp({ publicUrl: 'https://wismr.example' } as ApiDeps);
  // Hono's routes, without pages, files and middleware.
  const routed = routes
    .filter(({ path, method }) => method !== 'ALL' && /^\/(v1|webhooks)\//.test(path))
    .map(({ path, method }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
  expect(described.toSorted()).toEqual([...new Set(routed)].toSorted());
  expect(described).toContain('PUT /v1/returns/{returnId}');
});

test('the server is the public address', () => {
  expect(DOCUMENT.servers.map(({ url }) => url)).toEqual(['https://wismr.example']);
});

test('each operation has an id of its own, a summary and a tag that is described', () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
  const named = new Set(operations.flatMap(({ operation }) => operation.tags));
  expect(tags.map(({ name }) => name).toSorted()).toEqual([...named].toSorted());
  for (const { description } of tags) expect(description).toMatch(/\.$/);
  for (const { operation } of operations) expect(operation.summary).not.toBe('');
});

test('each operation below /v1 names its scope, and each webhook its signature', () => {
  for (const { path, operation } of operations) {
    const schemes = operation.security.flatMap(Object.keys);
    for (const name of schemes) expect(Object.keys(components.securitySchemes)).toContain(name);
    const scopes = operation.security.flatMap((each) => each['apiKey'] ?? []);
    if (path.startsWith('/v1/')) {
      expect([path, scopes.length]).toEqual([path, 1]);
      expect(API_SCOPES).toEqual(expect.arrayContaining(scopes));
    } else if (!path.startsWith('/webhooks/carriers/')) {
      expect([path, schemes.length]).toEqual([path, 1]);
    }
  }
});

test('each operation has the answers that its parameters and its body can lead to', () => {
  for (const { path, operation } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = (operation.parameters ?? []).filter((each) => each.in === 'path');
    expect([path, declared.map(({ name }) => name)]).toEqual([path, named]);
    const json = path.startsWith('/v1/') && operation.requestBody !== undefined;
    const wanted = [
      '401',
      '429',
      '500',
      '503',
      ...(path.startsWith('/v1/') ? ['400', '403'] : []),
      ...(operation.parameters ? ['422'] : []),
      ...(json ? ['413', '415', '422'] : []),
    ];
    expect(statusesOf(operation)).toEqual(expect.arrayContaining(wanted));
  }
});

test('a body is required wherever an operation takes one', () => {
  for (const { path, operation } of operations) {
    const { requestBody } = operation;
    if (requestBody) expect([path, requestBody]).toMatchObject([path, { required: true }]);
  }
});

test('each answer with an error is a problem', () => {
  for (const { operation } of operations) {
    for (const [status, response] of Object.entries(operation.responses)) {
      if (Number(status) < 400) continue;
      const content = '$ref' in response ? resolve(response.$ref).content : response.content;
      expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
    }
  }
});

test('no pattern has flags, and each can be read with and without `u`', () => {
  const patterns = valuesOf('pattern', DOCUMENT).map(({ value }) => String(value));
  expect(patterns.length).toBeGreaterThan(20);
  for (const pattern of new Set(patterns)) {
    expect(pattern).not.toMatch(/\/[a-z]+$/);
    expect(() => [new RegExp(pattern), new RegExp(pattern, 'u')]).not.toThrow();
    // Without `u`, `\p` is a letter, and other languages take other characters for `\d`.
    expect(pattern).not.toMatch(/\\[pdsw]/i);
  }
});

test('a schema with a name is never null: a field that refers to it may be', () => {
  for (const [name, schema] of Object.entries(components.schemas)) {
    expect([name, JSON.stringify(schema)]).not.toEqual([
      name,
      expect.stringMatching(/^\{"type":\[.*?"null"/),
    ]);
  }
  const nullable = (type: string) => ({
    anyOf: [{ $ref: `#/components/schemas/${type}` }, { type: 'null' }],
  });
  expect(components.schemas).toMatchObject({
    OrderView: { properties: { total: nullable('Money') } },
    RefundView: { properties: { amount: { $ref: '#/components/schemas/Money' } } },
    ShipmentView: { properties: { proofOfDelivery: nullable('ProofOfDelivery') } },
  });
});

test('each example fits its schema', () => {
  const examples = valuesOf('example', DOCUMENT);
  const faults = examples.flatMap(({ path, value }) => {
    const schema = schemaAround(path);
    return faultsAt(pointerTo(...schema), value).map((fault) => `${path.join('/')}: ${fault}`);
  });
  expect(faults).toEqual([]);
  expect(examples.length).toBeGreaterThan(60);
});

test('an example that does not fit is noticed', () => {
  const schema = pointerTo('components', 'schemas', 'Money');
  expect(faultsAt(schema, { amount: '49.90', currency: 'EUR' })).toEqual([]);
  expect(faultsAt(schema, { amount: 49.9, currency: 'EUR' })).toEqual(['/amount must be string']);
  expect(faultsAt(schema, { amount: '49.90' })).not.toEqual([]);
});

/** An example is in its schema, or beside it in a media type or a parameter. */
function schemaAround(path: readonly string[]): readonly string[] {
  const around = path.slice(0, -1);
  const isBeside = /^(content|parameters)$/.test(around.at(-2) ?? '');
  return isBeside ? [...around, 'schema'] : around;
}

interface Found {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** The values of a keyword in the document, but not inside of an example. */
function valuesOf(keyword: string, node: unknown, path: readonly string[] = []): readonly Found[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => {
    const at = [...path, name];
    // A property may have the name of a keyword.
    if (name === keyword && path.at(-1) !== 'properties') return [{ path: at, value }];
    if (name === 'example' && path.at(-1) !== 'properties') return [];
    return valuesOf(keyword, value, at);
  });
}
