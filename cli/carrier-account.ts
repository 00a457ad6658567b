import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { findCarrier } from '../carriers/directory.ts';
import { findAdapter } from '../carriers/index.ts';
import {
  findPolledAdapter,
  listPolledAdapters,
  type PolledAdapter,
} from '../carriers/polling/index.ts';
import { savePollAccount } from '../commands/save-carrier-account.ts';
import { type PollSettings, readPollAccount } from '../views/poll-account.ts';
import { type Command, type Invocation, textOption } from './command.ts';
import { namedShop, unknownAdapter, unknownCarrier } from './known-names.ts';

export const carrierAccount: Command = {
  usage: 'carrier account <shop> <carrier>',
  summary: 'Start, stop or change the polling of a carrier: docs/polling.md.',
  options: {
    credentials: {
      value: '<@file>',
      summary: 'A file with the carrier’s API credentials as JSON: @ups.json; @-: standard input.',
    },
    poll: {
      value: '<on|off>',
      summary: 'Start or stop polling. `off` keeps the credentials. Default: on.',
    },
    'requests-per-minute': { value: '<number>', summary: 'The most requests to send per minute.' },
    'requests-per-day': { value: '<number>', summary: 'The most requests to send per day.' },
    carriers: {
      value: '<a,b>',
      summary: 'The carriers whose parcels to poll; "*": all that no other account covers.',
    },
    'base-url': {
      value: '<url>',
      summary: 'The address of the carrier’s API, instead of the default.',
    },
    test: { summary: 'Use the carrier’s test environment.' },
  },
  run: async (call) => {
    const [, carrier = ''] = call.args;
    const adapter = findPolledAdapter(carrier);
    if (!adapter) {
      call.fail(whyNotPolled(carrier));
      return 2;
    }
    const shopId = (await namedShop(call))?.id;
    if (!shopId) return 2;
    const encryption = call.encryption();
    const sql = await call.database();
    const known = await readPollAccount(sql, { shopId, carrier }, encryption);
    const given = await readGiven(call, adapter, known?.settings ?? {});
    const credentials = given.credentials ?? known?.credentials ?? {};
    const enabled = given.enabled ?? known?.enabled ?? true;
    const carriers =
      given.carriers ?? (known?.carriers.length ? known.carriers : adapter.poll.carriers);
    const problems = problemsOf(adapter, { credentials, carriers, settings: given.settings });
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
      encryption,
    );
    call.print(
      enabled
        ? `polling of ${carrier} is on, for parcels of ${carriers.join(', ')}`
        : `polling of ${carrier} is off`,
    );
    return 0;
  },
};

function whyNotPolled(carrier: string): string {
  if (!findAdapter(carrier)) return unknownAdapter(carrier);
  const names = listPolledAdapters().map(({ id }) => id);
  return `"${carrier}" cannot be polled; these can: ${names.join(', ')}`;
}

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

/** Reads the options. Throws an error that names each wrong one. */
async function readGiven(
  call: Invocation,
  adapter: PolledAdapter,
  known: PollSettings,
): Promise<Given> {
  const parsed = optionsSchema.safeParse(call.options);
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'),
    );
  }
  const options = parsed.data;
  const baseUrl = options['base-url'] ?? testUrlOf(call, adapter);
  const perMinute = options['requests-per-minute'];
  const perDay = options['requests-per-day'];
  return {
    credentials: await readCredentials(call),
    enabled: options.poll === undefined ? undefined : options.poll === 'on',
    carriers: textOption(call, 'carriers')?.split(',').map(carrierIdOf),
    settings: {
      ...known,
      ...(baseUrl ? { baseUrl: baseUrl.replace(/\/+$/, '') } : {}),
      ...(perMinute ? { requestsPerMinute: perMinute } : {}),
      ...(perDay ? { requestsPerDay: perDay } : {}),
    },
  };
}

/** The directory's id of a carrier, from any of its names. */
function carrierIdOf(written: string): string {
  const name = written.trim();
  if (name === '*') return name;
  const problem = unknownCarrier(name);
  if (problem !== null) throw new Error(`--carriers: ${problem}`);
  return findCarrier(name).id;
}

function testUrlOf(call: Invocation, { id, poll }: PolledAdapter): string | undefined {
  if (call.options['test'] !== true) return undefined;
  if (poll.testUrl === null) throw new Error(`${id} has no test environment`);
  return poll.testUrl;
}

async function readCredentials(call: Invocation) {
  const written = textOption(call, 'credentials');
  if (written === undefined) return undefined;
  if (!written.startsWith('@')) {
    throw new Error(
      'credentials do not belong on the command line: the shell’s history keeps them, and the ' +
        'list of processes shows them. Give a file (--credentials @ups.json) or standard input ' +
        '(--credentials @-)',
    );
  }
  const text = written === '@-' ? await call.input() : await readFile(written.slice(1), 'utf8');
  const parsed = credentialsSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new Error('the credentials must be a JSON object whose values are strings');
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message would show part of the credentials.
    throw new Error('the credentials are not JSON');
  }
}

interface Wanted {
  readonly credentials: Readonly<Record<string, string>>;
  readonly carriers: readonly string[];
  readonly settings: PollSettings;
}

function problemsOf(
  { id, poll }: PolledAdapter,
  { credentials, carriers, settings }: Wanted,
): readonly string[] {
  const { required, optional } = poll.credentials;
  const missing = required.filter((name) => !credentials[name]);
  const unknown = Object.keys(credentials).filter(
    (name) => !required.includes(name) && !optional.includes(name),
  );
  return [
    ...(missing.length > 0 ? [`the credentials of ${id} lack ${missing.join(', ')}`] : []),
    ...unknown.map((name) => `${id} has no credential "${name}"`),
    ...(carriers.length === 0
      ? ['an aggregator serves many carriers: give --carriers usps,ups or --carriers "*"']
      : []),
    ...(poll.baseUrl === null && settings.baseUrl === undefined
      ? [`you host ${id} yourself: give --base-url`]
      : []),
  ];
}
