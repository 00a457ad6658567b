import { expect, test } from 'vitest';
import { createDatabase } from '../database.ts';
import { createApi } from './client.ts';

const api = await createApi(await createDatabase(), () => null);

test('the OpenAPI description has every route', async () => {
  const { paths = {} } = (await api.call('GET', '/openapi.json')).body as {
    paths?: Record<string, Record<string, { responses: object; summary: string }>>;
  };
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  // Hono's routes, without pages, files and middleware.
  const routed = api.app.routes
    .filter(({ path, method }) => method !== 'ALL' && /^\/(v1|webhooks)\//.test(path))
    .map(({ path, method }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(described).toEqual(expect.arrayContaining([...new Set(routed)]));
  expect(described).toEqual(
    expect.arrayContaining([
      'PUT /v1/returns/{returnId}',
      'GET /v1/returns/{returnId}',
      ...['approve', 'reject', 'label', 'received', 'inspection', 'refund', 'cancel'].map(
        (step) => `POST /v1/returns/{returnId}/${step}`,
      ),
      'GET /v1/escalations',
      'GET /v1/escalations/{id}',
      ...['acknowledge', 'assign', 'resolve', 'snooze'].map(
        (step) => `POST /v1/escalations/{id}/${step}`,
      ),
      'GET /v1/policy',
      'PUT /v1/policy',
      'GET /v1/policy/effective',
    ]),
  );
});
