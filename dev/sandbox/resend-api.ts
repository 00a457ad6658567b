/** The part of Resend's API that wismr uses, with its requests, responses, errors and headers. */

import { createHash, randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { unreachable } from '../../domain/unreachable.ts';
import {
  type Faults,
  type FaultWording,
  holdAnswer,
  type SandboxEnv,
  withFaults,
} from './faults.ts';
import { createIdempotencyKeys } from './idempotency.ts';
import { type AcceptedEmail, type Ledger, statusOf } from './ledger.ts';
import { createRateLimit } from './rate-limit.ts';
import {
  ADDRESS_FORMAT,
  addressKey,
  describeFault,
  domainOf,
  type SendEmail,
  sendEmailSchema,
} from './resend-schema.ts';
import { type EmailFate, messageIdOf } from './resend-webhooks.ts';

export interface ResendApiOptions {
  readonly apiKey: string;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly requestsPerSecond: number;
  /** The domains of allowed senders; null: all. */
  readonly verifiedDomains: readonly string[] | null;
  readonly now: () => number;
  /** Called with the accepted email, before the response. */
  readonly onAccepted: (email: AcceptedEmail, fate: EmailFate) => void;
}

/** The tag in which wismr sends its own id. */
const NOTIFICATION_TAG = 'notification_id';
/** Domains that Resend refuses to send to: nobody reads mail there, and bounces harm the sender. */
const BLOCKED_DOMAINS = ['example.com', 'test.com'];

interface ResendError {
  readonly status: ContentfulStatusCode;
  readonly name: string;
  readonly message: string;
}

export function resendApi(options: ResendApiOptions): Hono<SandboxEnv> {
  const { ledger, faults, apiKey, now } = options;
  const keys = createIdempotencyKeys(ledger, now);
  const takeAllowance = createRateLimit(options.requestsPerSecond, now);
  const app = new Hono<SandboxEnv>();

  app.use('/emails/*', async (c, next) => {
    const { allowed, headers } = takeAllowance();
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    if (!allowed) return refuse(c, TOO_FAST);
    await next();
    return undefined;
  });
  app.use('/emails', withFaults(faults, 'resend', wording));
  app.use('/emails/*', async (c, next) => {
    const given = c.req.header('authorization');
    if (!given) return refuse(c, NO_KEY);
    if (given !== `Bearer ${apiKey}`) return refuse(c, WRONG_KEY);
    await next();
    return undefined;
  });

  app.post('/emails', async (c) => {
    const key = c.req.header('idempotency-key') ?? null;
    if (key !== null && !/^.{1,256}$/.test(key)) return refuse(c, BAD_IDEMPOTENCY_KEY);
    const text = await c.req.text();
    const email = readEmail(text, options);
    if ('status' in email) return refuse(c, email);
    const fingerprint = createHash('sha256').update(text).digest('hex');
    const known = keys.reserve(key, fingerprint);
    switch (known.state) {
      case 'concurrent':
        return refuse(c, CONCURRENT);
      case 'other_payload':
        return refuse(c, OTHER_PAYLOAD);
      case 'replayed':
        return c.json({ id: known.id });
      case 'fresh': {
        const accepted = entryOf(email, { key, fingerprint, at: now() });
        ledger.add(accepted);
        const bounces = c.get('fault')?.kind === 'undelivered';
        options.onAccepted(accepted, bounces ? 'bounced' : fateOf(accepted, ledger));
        await holdAnswer(c).finally(() => keys.release(key));
        return c.json({ id: accepted.id });
      }
      default:
        return unreachable(known);
    }
  });

  app.get('/emails/:id', (c) => {
    const email = ledger.find(c.req.param('id'));
    return email?.provider === 'resend' ? c.json(resourceOf(email)) : refuse(c, NOT_FOUND);
  });
  return app;
}

/** Reads and checks a request's body. Returns the email, or the error that Resend would return. */
function readEmail(
  text: string,
  { verifiedDomains }: Pick<ResendApiOptions, 'verifiedDomains'>,
): SendEmail | ResendError {
  const body = parseJson(text);
  const parsed = sendEmailSchema.safeParse(body);
  if (!parsed.success) return { status: 422, ...describeFault(parsed.error, body) };
  const { from, to, cc = [], bcc = [] } = parsed.data;
  const sender = domainOf(from);
  if (verifiedDomains !== null && !verifiedDomains.includes(sender)) {
    const message = `The ${sender} domain is not verified. Please add and verify your domain.`;
    return { status: 403, name: 'validation_error', message };
  }
  const blocked = [...to, ...cc, ...bcc]
    .map(domainOf)
    .find((each) => BLOCKED_DOMAINS.includes(each));
  if (blocked !== undefined) {
    const message = `Invalid \`to\` field. Use a testing address instead of domains like ${blocked}.`;
    return { status: 422, name: 'validation_error', message };
  }
  return parsed.data;
}

function entryOf(
  email: SendEmail,
  { key, fingerprint, at }: { key: string | null; fingerprint: string; at: number },
): AcceptedEmail {
  const tags = Object.fromEntries((email.tags ?? []).map(({ name, value }) => [name, value]));
  return {
    provider: 'resend',
    id: randomUUID(),
    key,
    notificationId: tags[NOTIFICATION_TAG] ?? null,
    acceptedAt: at,
    steps: [],
    fingerprint,
    from: email.from,
    to: email.to,
    cc: email.cc ?? [],
    bcc: email.bcc ?? [],
    replyTo: email.reply_to ?? [],
    subject: email.subject,
    html: email.html ?? null,
    text: email.text ?? null,
    headers: email.headers ?? {},
    tags,
  };
}

const FATES: readonly EmailFate[] = ['delivered', 'bounced', 'complained', 'suppressed'];

/**
 * What happens to an email. Resend's test addresses name it (`bounced@resend.dev`,
 * `bounced+label@resend.dev` …). A recipient who bounced or complained before is `suppressed`.
 */
function fateOf({ to }: AcceptedEmail, ledger: Ledger): EmailFate {
  const addresses = to.map(addressKey);
  for (const address of addresses) {
    const [local = '', domain] = address.split('@');
    const fate = FATES.find((each) => each === local.split('+')[0]);
    if (domain === 'resend.dev') return fate ?? 'delivered';
  }
  return addresses.some((address) => ledger.isUndeliverable(address)) ? 'suppressed' : 'delivered';
}

/** An email as `GET /emails/{id}` shows it. */
function resourceOf(email: AcceptedEmail) {
  return {
    object: 'email',
    id: email.id,
    message_id: messageIdOf(email),
    to: email.to,
    from: email.from,
    created_at: new Date(email.acceptedAt).toISOString(),
    subject: email.subject,
    ...(email.html === null ? {} : { html: email.html }),
    ...(email.text === null ? {} : { text: email.text }),
    bcc: email.bcc,
    cc: email.cc,
    reply_to: email.replyTo,
    last_event: email.steps.length === 0 ? 'queued' : statusOf(email),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refuse(c: Context<SandboxEnv>, { status, name, message }: ResendError): Response {
  return c.json({ statusCode: status, name, message }, status);
}

const wording: FaultWording = {
  async recipients(c) {
    const body = parseJson(await c.req.text());
    const to = typeof body === 'object' && body !== null ? Reflect.get(body, 'to') : [];
    return [to].flat().map(String);
  },
  failure: (c) => refuse(c, FAILURE),
  wrongKey: (c) => refuse(c, WRONG_KEY),
  wrongSender: (c) => refuse(c, WRONG_SENDER),
  throttled(c, retryAfterSeconds) {
    c.header('retry-after', String(retryAfterSeconds));
    return refuse(c, TOO_FAST);
  },
  refusal: (c, { status, code, message }) =>
    refuse(c, { status: status as ContentfulStatusCode, name: String(code), message }),
};

const TOO_FAST: ResendError = {
  status: 429,
  name: 'rate_limit_exceeded',
  message: 'Too many requests. Please limit the number of requests per second.',
};
const NO_KEY: ResendError = {
  status: 401,
  name: 'missing_api_key',
  message: 'Missing API key in the authorization header.',
};
const WRONG_KEY: ResendError = {
  status: 401,
  name: 'validation_error',
  message: 'API key is invalid',
};
const WRONG_SENDER: ResendError = {
  status: 422,
  name: 'validation_error',
  message: `Invalid \`from\` field. ${ADDRESS_FORMAT}.`,
};
const BAD_IDEMPOTENCY_KEY: ResendError = {
  status: 400,
  name: 'invalid_idempotency_key',
  message: 'The key must be between 1-256 chars.',
};
const OTHER_PAYLOAD: ResendError = {
  status: 409,
  name: 'invalid_idempotent_request',
  message: 'This idempotency key was used with another payload.',
};
const CONCURRENT: ResendError = {
  status: 409,
  name: 'concurrent_idempotent_requests',
  message: 'A request with this idempotency key is still in progress.',
};
const NOT_FOUND: ResendError = { status: 404, name: 'not_found', message: 'Email not found.' };
const FAILURE: ResendError = {
  status: 500,
  name: 'internal_server_error',
  message: 'An unexpected error occurred.',
};
