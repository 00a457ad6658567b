/** All configuration, read once at start. The only place that looks at the environment. */

import proxyaddr from 'proxy-addr';
import { z } from 'zod';
import { WismrError } from './domain/error.ts';
import { countVisible, KEY_CHARACTERS_MIN, TOKEN_CHARACTERS_MIN } from './domain/secret-length.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const days = z.coerce.number().int().min(1).max(36_500);
const milliseconds = z.coerce.number().int().positive();

/** One key, or several with commas between them: 32 bytes each, in Base64. */
const keys = z.string().transform((written, context) => {
  const found = written.split(',').map((key) => Buffer.from(key.trim(), 'base64'));
  if (found.some(({ length }) => length !== 32)) {
    context.addIssue({ code: 'custom', message: 'must be 32 bytes in Base64' });
  }
  return found;
});

/** One address, or several with commas between them. */
const addresses = z.string().transform((written, context) => {
  const found = written.split(',').map((address) => address.trim());
  const wrong = found.find((address) => !z.email().safeParse(address).success);
  if (wrong !== undefined) {
    context.addIssue({ code: 'custom', message: `has "${wrong}", which is no email address` });
  }
  return found;
});

/** How many proxies there are, or their addresses with commas between them. */
const proxies = z.string().transform((written, context) => {
  if (/^\d+$/.test(written)) return Number(written);
  const found = written.split(',').map((address) => address.trim());
  try {
    proxyaddr.compile(found);
  } catch (error) {
    const message = `must be a number of proxies, or their addresses: ${String(error)}`;
    context.addIssue({ code: 'custom', message });
  }
  return found;
});

const quota = z.coerce.number().int().positive().optional();

const postgresUrl = z
  .string()
  .refine(
    (url) => /^postgres(ql)?:\/\//.test(url) && URL.canParse(url),
    'must be a URL such as postgres://user:password@host:5432/database',
  );

/** A secret of at least so many characters. The message never contains the secret. */
const secret = (least: number) =>
  z.string().refine((written) => countVisible(written) >= least, {
    error: ({ input }) =>
      `must have at least ${least} visible characters, and has ${countVisible(String(input))}`,
  });

/** Svix's way to write a key: its bytes in Base64. */
const resendSecret = z.string().refine((written) => {
  const [, encoded = ''] = /^whsec_([A-Za-z\d+/]+={0,2})$/.exec(written) ?? [];
  const isComplete = encoded.length % 4 === 0;
  return isComplete && Buffer.from(encoded, 'base64').length >= KEY_CHARACTERS_MIN;
}, `must be whsec_ and at least ${KEY_CHARACTERS_MIN} bytes in Base64, as Resend shows it`);

const schema = z.object({
  DATABASE_URL: postgresUrl,
  MIGRATE_DATABASE_URL: postgresUrl.optional(),
  TEMPORAL_ADDRESS: z.string().min(1).default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  TEMPORAL_API_KEY: secret(KEY_CHARACTERS_MIN).optional(),
  TEMPORAL_TLS: z.enum(['true', 'false']).default('false'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(8080),
  TRUST_PROXY: proxies.default(0),
  MAX_CONNECTIONS: z.coerce.number().int().positive().default(2_000),
  LIMIT_ADDRESS_PER_MINUTE: quota,
  LIMIT_FAILURES_PER_MINUTE: quota,
  LIMIT_PAGE_PER_MINUTE: quota,
  LIMIT_FORM_PER_MINUTE: quota,
  LIMIT_KEY_PER_MINUTE: quota,
  LIMIT_SHOP_PER_MINUTE: quota,
  LIMIT_WEBHOOKS_PER_SECOND: quota,
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, abort: true })
    .refine((url) => new URL(url).username === '', 'must not contain a user name or a password')
    .optional(),
  RESEND_API_KEY: secret(KEY_CHARACTERS_MIN).optional(),
  RESEND_BASE_URL: z.url().optional(),
  RESEND_WEBHOOK_SECRET: resendSecret.optional(),
  SMTP_URL: z
    .string()
    .refine(
      (url) => /^smtps?:\/\/./.test(url) && URL.canParse(url),
      'must be a URL such as smtp://user:password@host:587, or smtps://… for port 465',
    )
    .optional(),
  EMAIL_FROM: z.string().min(3).optional(),
  EMAILS_PER_SECOND: z.coerce.number().positive().default(2),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/i)
    .optional(),
  TWILIO_AUTH_TOKEN: secret(KEY_CHARACTERS_MIN).optional(),
  TWILIO_FROM: z.string().min(1).optional(),
  TWILIO_MESSAGING_SERVICE_SID: z
    .string()
    .regex(/^MG[0-9a-f]{32}$/i)
    .optional(),
  TWILIO_BASE_URL: z.url().optional(),
  SINCH_SERVICE_PLAN_ID: z.string().min(1).optional(),
  SINCH_API_TOKEN: secret(KEY_CHARACTERS_MIN).optional(),
  SINCH_REGION: z.enum(['us', 'eu', 'au', 'br', 'ca']).optional(),
  SINCH_FROM: z.string().min(1).optional(),
  SINCH_WEBHOOK_SECRET: secret(KEY_CHARACTERS_MIN).optional(),
  SINCH_BASE_URL: z.url().optional(),
  SMS_PER_SECOND: z.coerce.number().positive().default(1),
  // Shorter than an activity may take, which is 30 s.
  PROVIDER_TIMEOUT_MS: milliseconds.max(20_000).default(10_000),
  // Four of them fit into the two minutes of an activity: a token, a call, and both once more.
  CARRIER_TIMEOUT_MS: milliseconds.max(25_000).default(15_000),
  CREDENTIALS_KEY: keys.optional(),
  SERVER_KEY: keys.optional(),
  // Whoever guesses it sees which shops and carriers there are.
  OPERATIONS_KEY: secret(TOKEN_CHARACTERS_MIN).optional(),
  API_REFERENCE: z.enum(['operators', 'public']).default('operators'),
  OPERATIONS_EMAIL: addresses.optional(),
  AUTH_SECRET: secret(TOKEN_CHARACTERS_MIN).optional(),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: secret(KEY_CHARACTERS_MIN).optional(),
  OIDC_NAME: z.string().min(1).default('your company'),
  OIDC_TRUST_EMAILS: z.enum(['true', 'false']).default('false'),
  KEEP_MESSAGE_TEXTS_DAYS: days.default(90),
  KEEP_SCAN_WORDS_DAYS: days.default(400),
  KEEP_PAGES_DAYS: days.default(180),
  KEEP_WEBHOOK_HASHES_DAYS: days.default(30),
  WORKER_VERSIONING: z.enum(['off', 'first', 'always']).default('off'),
  MAX_CACHED_WORKFLOWS: z.coerce.number().int().positive().default(1_000),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

const addressSchema = schema.pick({ PUBLIC_URL: true, HOST: true, PORT: true });

export type Environment = Readonly<Record<string, string | undefined>>;
export type Config = Readonly<z.infer<typeof schema>> & { readonly publicUrl: string };

/** The environment as it is. For the tools of dev/, which look for programs on its PATH. */
export function readEnvironment(): Environment {
  return process.env;
}

/** Reads the configuration, or throws one `invalid` that names every problem. */
export function readConfig(environment: Environment = process.env): Config {
  const parsed = schema.safeParse(filledIn(environment));
  const problems = parsed.success ? missingTogether(parsed.data) : problemsOf(parsed.error);
  if (!parsed.success || problems.length > 0) throw new WismrError('invalid', inWords(problems));
  return { ...parsed.data, publicUrl: publicUrlOf(parsed.data) };
}

/** The public address of the API, without the other settings. Throws `invalid` if it is none. */
export function readPublicUrl(environment: Environment = process.env): string {
  const parsed = addressSchema.safeParse(filledIn(environment));
  if (!parsed.success) throw new WismrError('invalid', inWords(problemsOf(parsed.error)));
  return publicUrlOf(parsed.data);
}

/** An empty variable is one that was not filled in. */
function filledIn(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

function publicUrlOf({ PUBLIC_URL, HOST, PORT }: z.infer<typeof addressSchema>): string {
  return (PUBLIC_URL ?? `http://${HOST}:${PORT}`).replace(/\/+$/, '');
}

/** How many days each kind of personal data is kept. */
export function retentionDays(config: Config) {
  const { KEEP_MESSAGE_TEXTS_DAYS: messages, KEEP_WEBHOOK_HASHES_DAYS: webhooks } = config;
  const { KEEP_SCAN_WORDS_DAYS: scans } = config;
  return { messages, webhooks, scans, proofs: scans };
}

/** The settings of the rate limits, per window; those that are not set have their defaults. */
export function rateLimitSettings(config: Config) {
  const perSecond = config.LIMIT_WEBHOOKS_PER_SECOND;
  const given = {
    address: config.LIMIT_ADDRESS_PER_MINUTE,
    failures: config.LIMIT_FAILURES_PER_MINUTE,
    page: config.LIMIT_PAGE_PER_MINUTE,
    form: config.LIMIT_FORM_PER_MINUTE,
    key: config.LIMIT_KEY_PER_MINUTE,
    shop: config.LIMIT_SHOP_PER_MINUTE,
    // Its window has ten seconds.
    webhooks: perSecond && perSecond * 10,
  };
  return Object.fromEntries(Object.entries(given).filter(([, quota]) => quota !== undefined));
}

/** The OpenID provider at which people may sign in; null: there is none. */
export function oidcSettings(config: Config) {
  const {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
  } = config;
  if (!issuer || !clientId || !clientSecret) return null;
  const trustsEmails = config.OIDC_TRUST_EMAILS === 'true';
  return { issuer, clientId, clientSecret, name: config.OIDC_NAME, trustsEmails };
}

/** Whether alerts have an address to go to, and a provider that takes them there. */
export function notifiesOperators(config: Config): boolean {
  const { OPERATIONS_EMAIL: to, EMAIL_FROM: from, RESEND_API_KEY, SMTP_URL } = config;
  return Boolean(to && from && (RESEND_API_KEY ?? SMTP_URL));
}

/** Ends a program that cannot start: an expected failure in its own words, a bug with its stack. */
export function exitAtStart(error: unknown): never {
  console.error(error instanceof WismrError ? error.message : error);
  process.exit(1);
}

function problemsOf(error: z.ZodError): readonly string[] {
  return error.issues.map(({ path, message }) => {
    const missing = message.endsWith('received undefined');
    return `${path.join('.')} ${missing ? `is not set: ${SET_UP}` : message}`;
  });
}

const SET_UP = 'copy .env.example to .env and fill it in, or paste the line that the demo prints';

/** One problem is one line. */
function inWords(problems: readonly string[]): string {
  if (problems.length === 1) return problems.join('');
  return `the configuration is wrong:\n${problems.map((line) => `  ${line}`).join('\n')}`;
}

function missingTogether(given: z.infer<typeof schema>): readonly string[] {
  const problems: string[] = [];
  const twilio = given.TWILIO_ACCOUNT_SID !== undefined || given.TWILIO_AUTH_TOKEN !== undefined;
  if (twilio && !(given.TWILIO_ACCOUNT_SID && given.TWILIO_AUTH_TOKEN)) {
    problems.push('TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN: give both or neither');
  }
  if (twilio && !given.TWILIO_FROM && !given.TWILIO_MESSAGING_SERVICE_SID) {
    problems.push('TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID: give one, to send SMS from');
  }
  const { SINCH_SERVICE_PLAN_ID: plan, SINCH_API_TOKEN: token } = given;
  if ((plan || token) && !(plan && token && given.SINCH_REGION && given.SINCH_FROM)) {
    problems.push(
      'SINCH_SERVICE_PLAN_ID, SINCH_API_TOKEN, SINCH_REGION and SINCH_FROM: give all or none',
    );
  }
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: secret } = given;
  if ((issuer || clientId || secret) && !(issuer && clientId && secret && given.AUTH_SECRET)) {
    problems.push(
      'OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and AUTH_SECRET: give all or no OIDC_…',
    );
  }
  if ((given.RESEND_API_KEY || given.SMTP_URL) && !given.EMAIL_FROM) {
    problems.push('EMAIL_FROM is not set: give the sender of emails, e.g. orders@acme.example');
  }
  return problems;
}

/** The database as the owner of its tables, for the command line. */
export function ownerUrl({ MIGRATE_DATABASE_URL, DATABASE_URL }: Config): string {
  return MIGRATE_DATABASE_URL ?? DATABASE_URL;
}
