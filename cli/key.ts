import { createApiKey } from '../commands/create-api-key.ts';
import { revokeApiKey } from '../commands/revoke-api-key.ts';
import { listApiKeys } from '../views/shop.ts';
import { type Command, JSON_OPTION, PROGRAM, textOption } from './command.ts';
import { namedShop } from './known-names.ts';
import { tableLines } from './table.ts';

export const keyCreate: Command = {
  usage: 'key create <shop>',
  summary: 'Create an API key and print it. It cannot be shown again.',
  options: {
    name: { value: '<name>', summary: 'A name by which to tell keys apart. Default: cli.' },
  },
  run: async (call) => {
    const shop = await namedShop(call);
    if (!shop) return 2;
    const name = textOption(call, 'name') ?? 'cli';
    call.print(await createApiKey(await call.database(), shop.id, name));
    return 0;
  },
};

export const keyList: Command = {
  usage: 'key list <shop>',
  summary: 'List the API keys of a shop, and when each was revoked.',
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
    const rows = keys.map(({ name, id, createdAt, revokedAt }) => {
      return { name, id, created: timeOf(createdAt), revoked: revokedAt ? timeOf(revokedAt) : '-' };
    });
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

function timeOf(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
