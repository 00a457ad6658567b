import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { findAdapter } from '../carriers/index.ts';
import { findPollSpec, listPollSpecs } from '../carriers/polling/index.ts';
import type { PollSpec } from '../carriers/polling/spec.ts';
import { savePollAccount } from '../commands/save-carrier-account.ts';
import { readConfig } from '../config.ts';
import { createEncryption } from '../db/encryption.ts';
import { type PollSettings, readPollAccount } from '../views/poll-account.ts';
import { type Call, type Command, textOption } from './command.ts';
import { knownShop } from './shop.ts';

export const carrierAccount: Command = {
  usage: 'carrier account <shop> <carrier>',
  summary: 'Ask a carrier: --credentials <json or @file>, --poll on|off; see docs/polling.md.',
  options: {
    credentials: 'string',
    poll: 'string',
    'requests-per-minute': 'string',
    'requests-per-day': 'string',
    carriers: 'string',
    'base-url': 'string',
    test: 'boolean',
  },
  run: async (call) => {
    const [, carrier = ''] = call.args;
    const shopId = await knownShop(call);
    if (!shopId) return 2;
    const spec = findPollSpec(carrier);
    if (!spec || !findAdapter(carrier)) {
      const names = listPollSpecs().flatMap(({ adapter }) => (findAdapter(adapter) ? adapter : []));
      call.fail(`"${carrier}" cannot be asked; these can: ${names.join(', ')}`);
      return 2;
    }
    const { CREDENTIALS_KEY } = readConfig();
    const seal = CREDENTIALS_KEY ? createEncryption(CREDENTIALS_KEY) : null;
    const sql = await call.database();
    const known = await readPollAccount(sql, { shopId, carrier }, seal);
    const given = await readGiven(call, spec, known?.settings ?? {});
    const credentials = given.credentials ?? known?.credentials ?? {};
    const enabled = given.enabled ?? known?.enabled ?? true;
    const carriers = given.carriers ?? (known?.carriers.length ? known.carriers : spec.carriers);
    const problems = problemsOf(spec, { credentials, carriers, settings: given.settings });
    if ((enabled || given.credentials) && problems.length > 0) {
      for (const problem of problems) call.fail(problem);
      return 2;
    }
    await savePollAccount(
      sql,
      {
        shopId,
        carrier,
        enabled,
        carriers,
        settings: given.settings,
        ...(given.credentials ? { credentials: given.credentials } : {}),
      },
      seal,
    );
    if (given.credentials && !seal) {
      call.print('note: CREDENTIALS_KEY is not set, so the database holds the credentials openly');
    }
    call.print(
      enabled
        ? `${carrier} is asked about parcels of ${carriers.join(', ')}`
        : `${carrier} is not asked`,
    );
    return 0;
  },
};

interface Given {
  readonly credentials: Readonly<Record<string, string>> | undefined;
  readonly enabled: boolean | undefined;
  readonly carriers: readonly string[] | undefined;
  readonly settings: PollSettings;
}

const credentialsSchema = z.record(z.string(), z.string().min(1));
const rate = z.coerce.number().positive();
const optionsSchema = z.object({
  poll: z.enum(['on', 'off']).optional(),
  'requests-per-minute': rate.optional(),
  'requests-per-day': rate.int().optional(),
  'base-url': z.url({ protocol: /^https?$/ }).optional(),
});

/** Throws with words where something cannot be read. */
async function readGiven(call: Call, spec: PollSpec, known: PollSettings): Promise<Given> {
  const parsed = optionsSchema.safeParse(call.options);
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'),
    );
  }
  const options = parsed.data;
  const baseUrl = options['base-url'] ?? testUrlOf(call, spec);
  const perMinute = options['requests-per-minute'];
  const perDay = options['requests-per-day'];
  return {
    credentials: await readCredentials(textOption(call, 'credentials')),
    enabled: options.poll === undefined ? undefined : options.poll === 'on',
    carriers: textOption(call, 'carriers')
      ?.split(',')
      .map((name) => name.trim()),
    settings: {
      ...known,
      ...(baseUrl ? { baseUrl: baseUrl.replace(/\/+$/, '') } : {}),
      ...(perMinute ? { requestsPerMinute: perMinute } : {}),
      ...(perDay ? { requestsPerDay: perDay } : {}),
    },
  };
}

function testUrlOf(call: Call, { testUrl, adapter }: PollSpec): string | undefined {
  if (call.options['test'] !== true) return undefined;
  if (testUrl === null) throw new Error(`${adapter} has no test environment of its own`);
  return testUrl;
}

/** From a file (`@credentials.json`, or `@-` for the standard input), so that no shell keeps them. */
async function readCredentials(written: string | undefined) {
  if (written === undefined) return undefined;
  const path = written === '@-' ? '/dev/stdin' : written.slice(1);
  const text = written.startsWith('@') ? await readFile(path, 'utf8') : written;
  const parsed = credentialsSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new Error('the credentials must be a JSON object of texts');
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message would repeat a part of them.
    throw new Error('the credentials are not JSON');
  }
}

interface Wanted {
  readonly credentials: Readonly<Record<string, string>>;
  readonly carriers: readonly string[];
  readonly settings: PollSettings;
}

function problemsOf(
  spec: PollSpec,
  { credentials, carriers, settings }: Wanted,
): readonly string[] {
  const { required, optional } = spec.credentials;
  const missing = required.filter((name) => !credentials[name]);
  const unknown = Object.keys(credentials).filter(
    (name) => !required.includes(name) && !optional.includes(name),
  );
  return [
    ...(missing.length > 0
      ? [`the credentials of ${spec.adapter} lack ${missing.join(', ')}`]
      : []),
    ...unknown.map((name) => `${spec.adapter} has no credential "${name}"`),
    ...(carriers.length === 0
      ? ['an aggregator is asked for certain carriers: give --carriers usps,ups or --carriers "*"']
      : []),
    ...(spec.baseUrl === null && settings.baseUrl === undefined
      ? [`${spec.adapter} is hosted by you: give --base-url`]
      : []),
  ];
}
