/** The part of Twilio's Messages API that wismr uses, with its requests, responses and errors. */

import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { SegmentedMessage } from 'sms-segments-calculator';
import { DAY } from '../../domain/time.ts';
import {
  type Faults,
  type FaultWording,
  holdAnswer,
  type SandboxEnv,
  withFaults,
} from './faults.ts';
import { type AcceptedSms, isEmail, type Ledger, statusOf, stepTime } from './ledger.ts';
import {
  faultCode,
  MAGIC_FROM,
  MAGIC_TO,
  type SendSms,
  sendSmsSchema,
  TWILIO_ERRORS,
} from './twilio-schema.ts';

export interface TwilioApiOptions {
  readonly accountSid: string;
  readonly authToken: string;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly now: () => number;
  /** The phones that a messaging service reaches by RCS. It sends SMS to all others. */
  readonly rcsPhones: readonly string[];
  /** Called with the accepted SMS, before the response; with Twilio's code if it will fail. */
  readonly onAccepted: (sms: AcceptedSms, failsWith: number | null) => void;
}

/** The number that a messaging service sends from: Twilio's own test number. */
const SERVICE_NUMBER = '+15005550006';
/** The RCS sender in every messaging service. */
export const RCS_SENDER = 'rcs:wismr_sandbox';

export function twilioApi(options: TwilioApiOptions): Hono<SandboxEnv> {
  const { accountSid, authToken, ledger, faults, now, rcsPhones } = options;
  const credentials = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
  const collection = '/2010-04-01/Accounts/:account/Messages.json';
  const app = new Hono<SandboxEnv>();

  app.post(collection, withFaults(faults, 'twilio', wording));
  app.use('/2010-04-01/*', async (c, next) => {
    if (c.req.header('authorization') !== `Basic ${credentials}`) return refuse(c, '20003');
    if (c.req.path.split('/')[3] !== accountSid) return refuse(c, '20404');
    await next();
    return undefined;
  });

  app.post(collection, async (c) => {
    const parsed = sendSmsSchema.safeParse(await c.req.parseBody());
    if (!parsed.success) return refuse(c, faultCode(parsed.error));
    const code = refusalOf(parsed.data, ledger);
    if (code !== null) return refuse(c, code);
    const sms = entryOf(parsed.data, { at: now(), hasRcs: rcsPhones.includes(parsed.data.To) });
    ledger.add(sms);
    const fault = c.get('fault');
    options.onAccepted(sms, fault?.kind === 'undelivered' ? fault.code : null);
    const resource = resourceOf(sms, accountSid);
    await holdAnswer(c);
    return c.json(resource, 201);
  });

  app.get(collection, (c) => {
    const { searchParams } = new URL(c.req.url);
    const found = ledger
      .accepted({ provider: 'twilio' })
      .filter((entry) => !isEmail(entry))
      .filter((sms) => fits(sms, searchParams))
      .reverse();
    const size = Number(searchParams.get('PageSize') ?? 50);
    const page = Number(searchParams.get('Page') ?? 0);
    const start = page * size;
    const uriOf = (number: number) => {
      const query = new URLSearchParams(searchParams);
      query.set('PageSize', String(size));
      query.set('Page', String(number));
      return `${c.req.path}?${query}`;
    };
    return c.json({
      end: Math.max(Math.min(start + size, found.length) - 1, 0),
      first_page_uri: uriOf(0),
      next_page_uri: start + size < found.length ? uriOf(page + 1) : null,
      page,
      page_size: size,
      previous_page_uri: page > 0 ? uriOf(page - 1) : null,
      start,
      uri: uriOf(page),
      messages: found.slice(start, start + size).map((sms) => resourceOf(sms, accountSid)),
    });
  });

  app.get('/2010-04-01/Accounts/:account/Messages/:file{SM[0-9a-f]+\\.json}', (c) => {
    const sms = ledger.find(c.req.param('file').replace('.json', ''));
    if (!sms || isEmail(sms) || sms.provider !== 'twilio') return refuse(c, '20404');
    return c.json(resourceOf(sms, accountSid));
  });
  return app;
}

/** The error code of a well-formed request that Twilio refuses; null if it accepts it. */
function refusalOf({ From, To, MessagingServiceSid }: SendSms, ledger: Ledger): string | null {
  const sender = MessagingServiceSid ?? From;
  if (sender === undefined) return '21603';
  const magic = (From === undefined ? undefined : MAGIC_FROM[From]) ?? MAGIC_TO[To];
  if (magic !== undefined) return magic;
  return ledger.isOptedOut(sender, To) ? '21610' : null;
}

interface EntryFacts {
  readonly at: number;
  readonly hasRcs: boolean;
}

function entryOf(request: SendSms, { at, hasRcs }: EntryFacts): AcceptedSms {
  const { segmentsCount, encodingName } = new SegmentedMessage(request.Body);
  const statusCallback = request.StatusCallback?.replace(/#.*$/, '') ?? null;
  const notificationId = statusCallback === null ? null : notificationIn(statusCallback);
  const service = request.MessagingServiceSid ?? null;
  return {
    provider: 'twilio',
    id: `SM${randomBytes(16).toString('hex')}`,
    key: notificationId,
    notificationId,
    acceptedAt: at,
    steps: [{ type: service === null ? 'queued' : 'accepted', at }],
    from: request.From ?? (hasRcs ? RCS_SENDER : SERVICE_NUMBER),
    messagingServiceSid: service,
    to: [request.To],
    body: request.Body,
    segments: segmentsCount,
    encoding: encodingName,
    validitySeconds: request.ValidityPeriod === undefined ? null : Number(request.ValidityPeriod),
    statusCallback,
    errorCode: null,
  };
}

/** The notification in a callback URL: `?notification=<id>`, otherwise the last path segment. */
function notificationIn(callback: string): string | null {
  const { searchParams, pathname } = new URL(callback);
  const last = pathname.split('/').filter(Boolean).at(-1);
  return searchParams.get('notification') ?? (last === undefined ? null : decodeURIComponent(last));
}

/** A message as the API shows it. A service has no sender and no segment count at first. */
function resourceOf(sms: AcceptedSms, accountSid: string) {
  const status = statusOf(sms);
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sms.id}`;
  const sentAt = stepTime(sms, 'sent');
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: sms.body,
    date_created: rfc2822(sms.acceptedAt),
    date_sent: sentAt === null ? null : rfc2822(sentAt),
    date_updated: rfc2822(sms.steps.at(-1)?.at ?? sms.acceptedAt),
    direction: 'outbound-api',
    error_code: sms.errorCode,
    error_message: sms.errorCode === null ? null : 'The message was not delivered',
    from: status === 'accepted' ? null : sms.from,
    messaging_service_sid: sms.messagingServiceSid,
    num_media: '0',
    num_segments: status === 'accepted' ? '0' : String(sms.segments),
    price: null,
    price_unit: 'USD',
    sid: sms.id,
    status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: sms.to[0] ?? null,
    uri: `${uri}.json`,
  };
}

function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}

/**
 * Whether a message matches the filters of a list. A message that is not sent yet matches no
 * `DateSent`. A day without a time means the whole day, in UTC.
 */
function fits(sms: AcceptedSms, query: URLSearchParams): boolean {
  const to = query.get('To');
  const from = query.get('From');
  if (to !== null && !sms.to.includes(to)) return false;
  if (from !== null && (sms.from !== from || statusOf(sms) === 'accepted')) return false;
  const sentAt = stepTime(sms, 'sent');
  const dates = [
    [query.get('DateSent'), (at: number, day: Day) => at >= day.start && at < day.end],
    [query.get('DateSent<'), (at: number, day: Day) => at < day.end],
    [query.get('DateSent>'), (at: number, day: Day) => at >= day.start],
  ] as const;
  return dates.every(
    ([written, within]) => written === null || (sentAt !== null && within(sentAt, dayOf(written))),
  );
}

interface Day {
  readonly start: number;
  readonly end: number;
}

function dayOf(written: string): Day {
  const start = Date.parse(written);
  return { start, end: start + (written.length === 10 ? DAY : 1) };
}

function refuse(c: Context<SandboxEnv>, code: string): Response {
  const { message, status = 400 } = TWILIO_ERRORS[code] ?? { message: 'An error' };
  return answer(c, { code: Number(code), message, status });
}

function answer(
  c: Context<SandboxEnv>,
  { code, message, status }: { code: number; message: string; status: number },
): Response {
  const moreInfo = `https://www.twilio.com/docs/errors/${code}`;
  return c.json({ code, message, more_info: moreInfo, status }, status as ContentfulStatusCode);
}

const wording: FaultWording = {
  recipients: async (c) => [String((await c.req.parseBody())['To'] ?? '')],
  failure: (c) => refuse(c, '20500'),
  wrongKey: (c) => refuse(c, '20003'),
  wrongSender: (c) => refuse(c, '21660'),
  throttled(c, retryAfterSeconds) {
    c.header('retry-after', String(retryAfterSeconds));
    return refuse(c, '20429');
  },
  refusal: (c, { status, code, message }) => answer(c, { code: Number(code), message, status }),
};
