import { createRoute, z } from '@hono/zod-openapi';
import { findCarrier } from '../carriers/directory.ts';
import {
  acknowledgeEscalation,
  assignEscalation,
  type Remark,
  resolveEscalation,
  snoozeEscalation,
} from '../commands/change-escalation.ts';
import { WismrError } from '../domain/error.ts';
import { isPlausibleTime } from '../domain/plausible-time.ts';
import { DAY } from '../domain/time.ts';
import { type EscalationCursor, readEscalation, readEscalationPage } from '../views/escalation.ts';
import { needs } from './authenticate.ts';
import type { ApiDeps } from './env.ts';
import {
  acknowledgeSchema,
  assignSchema,
  escalationDetailsSchema,
  escalationIdParam,
  escalationPageSchema,
  escalationQuery,
  resolveSchema,
  snoozeSchema,
} from './escalation-schema.ts';
import { bodyProblems, problems } from './problem-responses.ts';
import { createRouter, type Router } from './router.ts';
import { json } from './shared-schema.ts';

export function escalationRoutes(deps: ApiDeps): Router {
  const router = createRouter();
  addList(router, deps);
  addGet(router, deps);
  addAcknowledge(router, deps);
  addAssign(router, deps);
  addResolve(router, deps);
  addSnooze(router, deps);
  return router;
}

const shared = { tags: ['Escalations'] };

const listEscalations = createRoute({
  ...shared,
  ...needs('read'),
  method: 'get',
  path: '/escalations',
  operationId: 'listEscalations',
  summary: 'List escalations, newest first',
  description:
    'Filters combine with “and”. If `nextCursor` is not null, send it as `cursor` for the next ' +
    'page.',
  request: { query: escalationQuery },
  responses: {
    200: { description: 'A page of escalations', content: json(escalationPageSchema) },
    ...problems('invalid'),
  },
});

function addList(router: Router, { sql }: ApiDeps): void {
  router.openapi(listEscalations, async (c) => {
    const { state, carrier, journey, cursor, ...filter } = c.req.valid('query');
    const { escalations, next } = await readEscalationPage(sql, {
      ...filter,
      shopId: c.var.shop.id,
      states: state,
      carrier: carrier && findCarrier(carrier).id,
      journeyId: journey,
      after: cursor === undefined ? null : parseCursor(cursor),
    });
    return c.json({ escalations, nextCursor: next && formatCursor(next) }, 200);
  });
}

function formatCursor({ openedAt, id }: EscalationCursor): string {
  return Buffer.from(`${openedAt.toISOString()} ${id}`).toString('base64url');
}

const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f-]{36})$/;

function parseCursor(cursor: string): EscalationCursor {
  const [, time, id] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const openedAt = new Date(time ?? '');
  if (id && z.uuid().safeParse(id).success && isPlausibleTime(openedAt.getTime())) {
    return { openedAt, id };
  }
  const detail = 'must be the `nextCursor` of a page from this list';
  throw new WismrError('invalid', `query/cursor: ${detail}`, [{ pointer: 'query/cursor', detail }]);
}

const getEscalation = createRoute({
  ...shared,
  ...needs('read'),
  method: 'get',
  path: '/escalations/{id}',
  operationId: 'getEscalation',
  summary: 'Get an escalation with its history',
  request: { params: escalationIdParam },
  responses: {
    200: { description: 'The escalation', content: json(escalationDetailsSchema) },
    ...problems('not-found', 'invalid'),
  },
});

function addGet(router: Router, { sql }: ApiDeps): void {
  router.openapi(getEscalation, async (c) => {
    const { id } = c.req.valid('param');
    const view = await readEscalation(sql, c.var.shop.id, id);
    if (!view) throw new WismrError('not_found', `escalation ${id} does not exist`);
    return c.json(view, 200);
  });
}

interface Action<Name extends string, Body extends z.ZodType> {
  readonly name: Name;
  readonly summary: string;
  readonly description?: string;
  readonly body: Body;
}

const actionResult = z.object({ id: z.uuid(), result: z.enum(['changed', 'unchanged']) });

function actionRoute<Name extends string, Body extends z.ZodType>({
  name,
  body,
  ...texts
}: Action<Name, Body>) {
  return createRoute({
    ...shared,
    ...needs('write'),
    ...texts,
    method: 'post',
    path: `/escalations/{id}/${name}`,
    operationId: `${name}Escalation`,
    request: { params: escalationIdParam, body: { required: true, content: json(body) } },
    responses: {
      200: { description: 'The escalation has this change', content: json(actionResult) },
      ...bodyProblems('not-found', 'conflict'),
    },
  });
}

const acknowledge = actionRoute({
  name: 'acknowledge',
  summary: 'Take an escalation',
  description:
    'Sets its state to `acknowledged`, and makes `by` its owner if it has none. The same `by` ' +
    'and `note` again return `unchanged`. 409 if it is resolved or withdrawn.',
  body: acknowledgeSchema,
});

function addAcknowledge(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(acknowledge, async (c) => {
    const { id } = c.req.valid('param');
    const remark = remarkOf(c.req.valid('json'));
    const result = await acknowledgeEscalation(sql, { shopId: c.var.shop.id, id }, remark);
    notifyRelay();
    return c.json({ id, result }, 200);
  });
}

const assign = actionRoute({
  name: 'assign',
  summary: 'Set the owner of an escalation',
  description: 'The same owner again returns `unchanged`. 409 if it is resolved or withdrawn.',
  body: assignSchema,
});

function addAssign(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(assign, async (c) => {
    const { id } = c.req.valid('param');
    const { owner, ...given } = c.req.valid('json');
    const assignment = { ...remarkOf(given), owner };
    const result = await assignEscalation(sql, { shopId: c.var.shop.id, id }, assignment);
    notifyRelay();
    return c.json({ id, result }, 200);
  });
}

const resolve = actionRoute({
  name: 'resolve',
  summary: 'Resolve an escalation',
  description:
    'Ends the escalation and its ladder. `lost` also gives the parcel up: the customer of an ' +
    'order gets the message `lost`, and wismr expects nothing more of the parcel. 422 if you ' +
    'send `lost` and the escalation is not about a shipment. The same resolution again returns ' +
    '`unchanged`. 409 if it has another resolution, or is withdrawn.',
  body: resolveSchema,
});

function addResolve(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(resolve, async (c) => {
    const { id } = c.req.valid('param');
    const { resolution, ...given } = c.req.valid('json');
    const end = { ...remarkOf(given), resolution };
    const result = await resolveEscalation(sql, { shopId: c.var.shop.id, id }, end);
    notifyRelay();
    return c.json({ id, result }, 200);
  });
}

const snooze = actionRoute({
  name: 'snooze',
  summary: 'Snooze an escalation',
  description:
    'Its ladder takes no step until then. The same time again returns `unchanged`. 409 if it is ' +
    'resolved or withdrawn.',
  body: snoozeSchema,
});

function addSnooze(router: Router, { sql, notifyRelay }: ApiDeps): void {
  router.openapi(snooze, async (c) => {
    const { id } = c.req.valid('param');
    const { until, ...given } = c.req.valid('json');
    const pause = { ...remarkOf(given), until: parseFutureTime(until) };
    const result = await snoozeEscalation(sql, { shopId: c.var.shop.id, id }, pause);
    notifyRelay();
    return c.json({ id, result }, 200);
  });
}

const SNOOZE_MAX_MS = 365 * DAY;

function parseFutureTime(written: string): Date {
  const until = new Date(written);
  const ms = until.getTime() - Date.now();
  if (ms > 0 && ms <= SNOOZE_MAX_MS) return until;
  const detail = ms > 0 ? 'must be within a year' : 'must be in the future';
  throw new WismrError('invalid', `/until: ${detail}`, [{ pointer: '/until', detail }]);
}

interface GivenRemark {
  readonly by?: string | null | undefined;
  readonly note?: string | null | undefined;
}

function remarkOf({ by = null, note = null }: GivenRemark): Remark {
  return { by, note, at: new Date() };
}
