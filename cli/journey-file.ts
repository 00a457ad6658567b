/** Reads a journey file: a list of `{ at, event }`, alone or with a policy and a calendar. */

import { z } from 'zod';
import { wordsFor } from '../commands/fault-words.ts';
import { policySchema } from '../commands/policy-schema.ts';
import { fieldsAt } from '../commands/schema-at.ts';
import { isJourneyId, type JourneyKind, parseJourneyId } from '../domain/ids.ts';
import type { PolicySet } from '../domain/journey/event.ts';
import type { JourneyEventBody } from '../domain/journeys.ts';
import { didYouMean } from '../domain/nearest.ts';
import type { ShopCalendar } from '../domain/policy/policy.ts';
import { type PolicyDocument, rulesOf } from '../domain/policy/policy-document.ts';
import { buildCalendar } from '../views/shop-calendar.ts';
import { calendarSchema } from './calendar-schema.ts';
import {
  EVENT_KINDS,
  eventSchema,
  instant,
  ORDER_EVENT_KINDS,
  RETURN_EVENT_KINDS,
  withOwnTime,
} from './event-schema.ts';

export interface JourneyFile {
  readonly journeyId: string;
  readonly kind: JourneyKind;
  /** In the order of the log. */
  readonly events: readonly DatedEvent[];
}

export interface DatedEvent {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly body: JourneyEventBody;
  /** True: belongs to the same batch as the next event. */
  readonly batched?: boolean;
}

/** One mistake: an RFC 6901 pointer into the file, and what is wrong there. */
export interface FileFault {
  readonly pointer: string;
  readonly detail: string;
}

export type ReadFile =
  | { readonly ok: true; readonly journey: JourneyFile }
  | { readonly ok: false; readonly faults: readonly FileFault[] };

const entry = z
  .strictObject({ at: instant, event: z.unknown(), batched: z.boolean().optional() })
  .transform(({ at, event, ...rest }) => ({ at, event: withOwnTime(event, at), ...rest }))
  .pipe(z.object({ at: z.number(), event: eventSchema, batched: z.boolean().optional() }));

const withPolicy = z.strictObject({
  journey: z.string().refine(isJourneyId, 'must be a journey such as "order/acme/1001"').optional(),
  policy: policySchema.optional(),
  calendar: calendarSchema.optional(),
  events: z.array(entry).min(1, 'must have at least one event'),
});

type Written = z.output<typeof withPolicy>;

/** Reads a file's text. Returns every mistake in it, and never throws. */
export function readJourneyFile(text: string): ReadFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return failed('', `is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const isList = Array.isArray(json);
  const read = withPolicy.safeParse(isList ? { events: json } : json);
  if (!read.success) {
    const faults = read.error.issues.flatMap((issue) => faultsOf(issue, isList));
    return { ok: false, faults };
  }
  return checkJourney(read.data, isList ? '' : '/events');
}

function checkJourney(written: Written, prefix: string): ReadFile {
  const kind = kindOf(written);
  if (kind === null) {
    return failed(`${prefix}/0/event/kind`, 'must be order_placed or return_requested');
  }
  const wrongKinds = kind === 'order' ? RETURN_EVENT_KINDS : ORDER_EVENT_KINDS;
  const faults: FileFault[] = [];
  let last = 0;
  for (const [index, { at, event }] of written.events.entries()) {
    if (at < last) faults.push(fault(`${prefix}/${index}/at`, 'is before the event above it'));
    last = Math.max(last, at);
    if (!wrongKinds.includes(event.kind)) continue;
    const detail = `${event.kind} is not an event of ${kind === 'order' ? 'an order' : 'a return'}`;
    faults.push(fault(`${prefix}/${index}/event/kind`, detail));
  }
  if (faults.length > 0) return { ok: false, faults };
  const journeyId = written.journey ?? `${kind}/shop/1`;
  return { ok: true, journey: { journeyId, kind, events: eventsOf(written) } };
}

/** Taken from the journey's id if the file has one, otherwise from its first event. */
function kindOf({ journey, events }: Written): JourneyKind | null {
  if (journey !== undefined) return parseJourneyId(journey).kind;
  const first = events.find(({ event }) => event.kind !== 'policy_set')?.event.kind;
  if (first === 'order_placed') return 'order';
  return first === 'return_requested' ? 'return' : null;
}

function eventsOf({ policy, calendar, events }: Written): readonly DatedEvent[] {
  const years = events.map(({ at }) => new Date(at).getUTCFullYear());
  const around = [Math.min(...years) - 1, ...new Set(years), Math.max(...years) + 1];
  let version = 0;
  const set = (document: PolicyDocument, shop: Partial<ShopCalendar>): PolicySet => {
    version += 1;
    const kind = 'policy_set';
    return {
      kind,
      version,
      rules: rulesOf(document),
      calendar: calendarOf(document, shop, around),
    };
  };
  const start = events[0]?.at ?? 0;
  const first =
    policy || calendar ? [{ at: start, body: set(known(policy), known(calendar)) }] : [];
  const rest = events.map(({ at, event, batched }): DatedEvent => {
    const batch = batched === undefined ? {} : { batched };
    if (event.kind !== 'policy_set') return { at, body: event, ...batch };
    return { at, body: set(known(event.policy), known(event.calendar ?? calendar)), ...batch };
  });
  return [...first, ...rest];
}

/** Drops the keys that zod leaves undefined. */
function known(value: Written['policy']): PolicyDocument;
function known(value: Written['calendar']): Partial<ShopCalendar>;
function known(value: object | undefined): object {
  return JSON.parse(JSON.stringify(value ?? {}));
}

/** The policy's calendar, overridden by the file's own calendar. */
function calendarOf(
  document: PolicyDocument,
  shop: Partial<ShopCalendar>,
  years: readonly number[],
): ShopCalendar {
  const { timeZone = 'UTC', country = null } = shop;
  return { ...buildCalendar(document, { timeZone, country }, years), ...shop };
}

function faultsOf(issue: z.core.$ZodIssue, isList: boolean): readonly FileFault[] {
  const path = isList && issue.path[0] === 'events' ? issue.path.slice(1) : issue.path;
  const pointer = path.map((part) => `/${String(part)}`).join('');
  if (issue.code === 'unrecognized_keys') {
    const known = fieldsAt(withPolicy, issue.path);
    return issue.keys.map((key) =>
      fault(`${pointer}/${key}`, `is not a known field${didYouMean(key, known)}`),
    );
  }
  if (issue.code === 'invalid_union' && path.at(-1) === 'kind') {
    return [fault(pointer, `must be one of ${EVENT_KINDS.join(', ')}`)];
  }
  return [fault(pointer, wordsFor(issue, withPolicy))];
}

function fault(pointer: string, detail: string): FileFault {
  return { pointer, detail };
}

function failed(pointer: string, detail: string): ReadFile {
  return { ok: false, faults: [fault(pointer, detail)] };
}
