import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { findCarrier } from '../carriers/directory.ts';
import {
  acknowledgeEscalation,
  assignEscalation,
  type Remark,
  resolveEscalation,
  snoozeEscalation,
} from '../commands/change-escalation.ts';
import {
  type EscalationRow,
  findEscalation,
  type HistoryEntry,
  listEscalations,
  readHistory,
} from '../db/escalations.ts';
import { WismrError } from '../domain/error.ts';
import { escalationView } from '../views/journey.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { onInvalid } from './problem.ts';
import { escalationSchema, instant, json, PROBLEMS, security } from './responses.ts';
import {
  acknowledgeSchema,
  assignSchema,
  escalationIdParam,
  escalationQuery,
  resolveSchema,
  snoozeSchema,
} from './schemas-escalation.ts';

const SNOOZE_DAYS_MAX = 365;
const DAY_MS = 86_400_000;

export function escalationRoutes(deps: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: onInvalid });
  app.route('/', readingRoutes(deps));
  app.route('/', actingRoutes(deps));
  return app;
}

function readingRoutes({ sql }: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: onInvalid });

  app.openapi(listRoute, async (c) => {
    const { state, carrier, journey, limit, cursor, ...equal } = c.req.valid('query');
    const rows = await listEscalations(sql, {
      ...equal,
      shopId: c.var.shop.id,
      states: state,
      carrier: carrier && findCarrier(carrier).id,
      journeyId: journey,
      after: cursor === undefined ? null : readCursor(cursor),
      // One more than is shown tells whether there is a next page.
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    const nextCursor = last ? writeCursor(last) : null;
    return c.json({ escalations: page.map(escalationView), nextCursor }, 200);
  });

  app.openapi(getRoute, async (c) => {
    const { id } = c.req.valid('param');
    const row = await findEscalation(sql, c.var.shop.id, id);
    if (!row) throw new WismrError('not_found', `there is no escalation ${id}`);
    const history = (await readHistory(sql, row)).map(historyView);
    return c.json({ ...escalationView(row), history }, 200);
  });

  return app;
}

function actingRoutes({ sql, wake }: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: onInvalid });

  app.openapi(acknowledgeRoute, async (c) => {
    const { id } = c.req.valid('param');
    const remark = remarkOf(c.req.valid('json'));
    const result = await acknowledgeEscalation(sql, { shopId: c.var.shop.id, id }, remark);
    wake();
    return c.json({ id, result }, 200);
  });

  app.openapi(assignRoute, async (c) => {
    const { id } = c.req.valid('param');
    const { owner, ...given } = c.req.valid('json');
    const assignment = { ...remarkOf(given), owner };
    const result = await assignEscalation(sql, { shopId: c.var.shop.id, id }, assignment);
    wake();
    return c.json({ id, result }, 200);
  });

  app.openapi(resolveRoute, async (c) => {
    const { id } = c.req.valid('param');
    const { resolution, ...given } = c.req.valid('json');
    const end = { ...remarkOf(given), resolution };
    const result = await resolveEscalation(sql, { shopId: c.var.shop.id, id }, end);
    wake();
    return c.json({ id, result }, 200);
  });

  app.openapi(snoozeRoute, async (c) => {
    const { id } = c.req.valid('param');
    const { until, ...given } = c.req.valid('json');
    const snooze = { ...remarkOf(given), until: futureTime(until) };
    const result = await snoozeEscalation(sql, { shopId: c.var.shop.id, id }, snooze);
    wake();
    return c.json({ id, result }, 200);
  });

  return app;
}

interface Said {
  readonly by?: string | null | undefined;
  readonly note?: string | null | undefined;
}

function remarkOf({ by = null, note = null }: Said): Remark {
  return { by, note, at: new Date() };
}

function futureTime(written: string): Date {
  const until = new Date(written);
  const ms = until.getTime() - Date.now();
  if (ms > 0 && ms <= SNOOZE_DAYS_MAX * DAY_MS) return until;
  const detail = ms > 0 ? 'must be within a year' : 'must be in the future';
  throw new WismrError('invalid', `/until: ${detail}`, [{ pointer: '/until', detail }]);
}

function writeCursor({ openedAt, id }: EscalationRow): string {
  return Buffer.from(`${openedAt.toISOString()} ${id}`).toString('base64url');
}

const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f-]{36})$/;

function readCursor(cursor: string): { openedAt: Date; id: string } {
  const [, time, id] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const openedAt = new Date(time ?? '');
  if (id && z.uuid().safeParse(id).success && !Number.isNaN(openedAt.getTime())) {
    return { openedAt, id };
  }
  const detail = 'is no cursor of this list';
  throw new WismrError('invalid', `query/cursor: ${detail}`, [{ pointer: 'query/cursor', detail }]);
}

function historyView({ at, change, by = null, note = null, data = null }: HistoryEntry) {
  return { at: at.toISOString(), change, by, note, data: data as Record<string, unknown> | null };
}

const pageSchema = z.object({
  escalations: z.array(escalationSchema),
  nextCursor: z.string().nullable(),
});

const historySchema = z.array(
  z.object({
    at: instant,
    change: z.string(),
    by: z.string().nullable().openapi({ description: 'Null: the engine.' }),
    note: z.string().nullable(),
    data: z.record(z.string(), z.unknown()).nullable(),
  }),
);

const shared = { tags: ['Escalations'], security };

const listRoute = createRoute({
  ...shared,
  method: 'get',
  path: '/escalations',
  summary: 'Cases for people, newest first',
  request: { query: escalationQuery },
  responses: { 200: { description: 'A page of them', content: json(pageSchema) }, ...PROBLEMS },
});

const getRoute = createRoute({
  ...shared,
  method: 'get',
  path: '/escalations/{id}',
  summary: 'A case, with all that was done about it',
  request: { params: escalationIdParam },
  responses: {
    200: {
      description: 'The case',
      content: json(escalationSchema.extend({ history: historySchema })),
    },
    ...PROBLEMS,
  },
});

const resultOf = json(z.object({ id: z.uuid(), result: z.enum(['changed', 'unchanged']) }));

function actRoute<Name extends string, Body extends z.ZodType>(
  name: Name,
  body: Body,
  words: { readonly summary: string; readonly description?: string },
) {
  return createRoute({
    ...shared,
    ...words,
    method: 'post',
    path: `/escalations/{id}/${name}`,
    request: { params: escalationIdParam, body: { required: true, content: json(body) } },
    responses: { 200: { description: 'Kept', content: resultOf }, ...PROBLEMS },
  });
}

const acknowledgeRoute = actRoute('acknowledge', acknowledgeSchema, {
  summary: 'Take a case',
  description: 'It is the person’s from now on, where it was nobody’s.',
});
const assignRoute = actRoute('assign', assignSchema, { summary: 'Give a case to a person' });
const resolveRoute = actRoute('resolve', resolveSchema, {
  summary: 'End a case',
  description: '`lost` tells the customer that the parcel is lost; only for a case about a parcel.',
});
const snoozeRoute = actRoute('snooze', snoozeSchema, {
  summary: 'Let a case rest',
  description: 'No further step of its ladder is taken until then.',
});
