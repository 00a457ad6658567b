import { createApiKey } from '../commands/create-api-key.ts';
import { revokeApiKey } from '../commands/revoke-api-key.ts';
import { API_SCOPES, type ApiScope } from '../domain/api-scope.ts';
import { listApiKeys } from '../views/shop.ts';
import { type Command, type Invocation, JSON_OPTION, PROGRAM, textOption } from './command.ts';
import { namedShop } from './known-names.ts';
import { tableLines, timeCell } from './table.ts';

export const keyCreate: Command = {
  usage: 'key create <shop>',
  summary: 'Create an API key and print it. It cannot be shown again.',
  options: {
    name: { value: '<name>', summary: 'A name by which to tell keys apart. Default: cli.' },
    scopes: { value: '<a,b>', summary: 'Of read, write and admin. Default: read,write.' },
    expires: {
      value: '<days>',
      summary: 'After how many days it expires, such as 90d. Default: never.',
    },
    test: { summary: 'A test key: its orders write to the shop’s test recipients only.' },
  },
  run: async (call) => {
    const shop = await namedShop(call);
    if (!shop) return 2;
    const name = textOption(call, 'name') ?? 'cli';
    const given = { name, scopes: scopesOf(call), expiresAfterDays: daysOf(call) };
    const isTest = call.options['test'] === true;
    call.print(await createApiKey(await call.database(), shop.id, { ...given, isTest }));
    return 0;
  },
};

export const keyList: Command = {
  usage: 'key list <shop>',
  summary: 'List the API keys of a shop: scopes, mode, expiry and last use.',
  options: { json: JSON_OPTION },
  run: async (call) => {
    const shop = await namedShop(call);
    if (!shop) return 2;
    const keys = await listApiKeys(await call.database(), shop.id);
    if (call.options['json']) {
      call.print(JSON.stringify(keys, null, 2));
      return 0;
    }
    if (keys.length === 0) {
      call.print(`${shop.id} has no key yet; create one: ${PROGRAM} key create ${shop.id}`);
      return 0;
    }
    const rows = keys.map(({ name, id, scopes, isTest, ...times }) => ({
      name,
      id,
      mode: isTest ? 'test' : 'live',
      scopes: scopes.join(','),
      created: timeCell(times.createdAt),
      expires: timeCell(times.expiresAt),
      'last used': timeCell(times.lastUsedAt),
      revoked: timeCell(times.revokedAt),
    }));
    for (const line of tableLines(rows)) call.print(line);
    return 0;
  },
};

export const keyRevoke: Command = {
  usage: 'key revoke <shop> <name or id>',
  summary: 'Revoke an API key. The API refuses it at once.',
  options: {},
  run: async (call) => {
    const [, nameOrId = ''] = call.args;
    const shop = await namedShop(call);
    if (!shop) return 2;
    const key = await revokeApiKey(await call.database(), shop.id, nameOrId);
    call.print(`revoked key ${key.name} (${key.id}) of ${shop.id}`);
    return 0;
  },
};

const DAYS_MAX = 3_650;

function scopesOf(call: Invocation): readonly ApiScope[] {
  const given = (textOption(call, 'scopes') ?? 'read,write').split(',').map((word) => word.trim());
  const scopes = API_SCOPES.filter((scope) => given.includes(scope));
  const unknown = given.find((word) => !API_SCOPES.some((scope) => scope === word));
  if (unknown === undefined) return scopes;
  throw new Error(`--scopes: "${unknown}" is no scope; there are: ${API_SCOPES.join(', ')}`);
}

function daysOf(call: Invocation): number | null {
  const given = textOption(call, 'expires');
  if (given === undefined) return null;
  const days = Number(/^(\d{1,4})d$/.exec(given)?.[1] ?? 0);
  if (days >= 1 && days <= DAYS_MAX) return days;
  throw new Error(`--expires: "${given}" is no number of days such as 90d, at most ${DAYS_MAX}d`);
}
