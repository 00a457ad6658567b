import { CARRIERS, findAdapter } from '../carriers/index.ts';
import { createApiKey } from '../commands/create-api-key.ts';
import { saveCarrierAccount } from '../commands/save-carrier-account.ts';
import { saveShop } from '../commands/save-shop.ts';
import { isTimeZone } from '../domain/calendar.ts';
import { SHOP_ID_PATTERN, type ShopId } from '../domain/ids.ts';
import { findShop } from '../views/shop.ts';
import { type Call, type Command, textOption } from './command.ts';

export const shopCreate: Command = {
  usage: 'shop create <shop>',
  summary: 'Make a shop, or change it. The id is used in addresses and in workflow ids.',
  options: {
    name: 'string',
    brand: 'string',
    locale: 'string',
    'time-zone': 'string',
    country: 'string',
  },
  run: async (call) => {
    const [id = ''] = call.args;
    if (!SHOP_ID_PATTERN.test(id)) {
      call.fail(`"${id}" is no shop id: small letters, digits and dashes, 40 at most`);
      return 2;
    }
    const timeZone = textOption(call, 'time-zone') ?? 'UTC';
    if (!isTimeZone(timeZone)) {
      call.fail(`"${timeZone}" is no time zone: give an IANA name such as Europe/Berlin`);
      return 2;
    }
    const brand = textOption(call, 'brand') ?? 'default';
    await saveShop(await call.database(), {
      id: id as ShopId,
      name: textOption(call, 'name') ?? id,
      brand,
      locale: textOption(call, 'locale') ?? 'en',
      timeZone,
      country: textOption(call, 'country') ?? null,
    });
    call.print(`shop ${id} is there; make a key for it: npm run wismr -- key create ${id}`);
    call.print(`its messages look as templates/brands/${brand}.json says, and are signed with the`);
    call.print('name in that file, or else with that of the shop');
    return 0;
  },
};

export const keyCreate: Command = {
  usage: 'key create <shop>',
  summary: 'Make an API key of a shop. It is shown once and kept as a hash.',
  options: { name: 'string' },
  run: async (call) => {
    const sql = await call.database();
    const shop = await knownShop(call);
    if (!shop) return 2;
    call.print(await createApiKey(sql, shop, textOption(call, 'name') ?? 'cli'));
    return 0;
  },
};

export const carrierSecret: Command = {
  usage: 'carrier secret <shop> <carrier> <secret> [<older secret>]',
  summary: "Set the webhook secrets of a shop's account; two are live while one is rotated.",
  options: {},
  run: async (call) => {
    const [, carrier = '', ...secrets] = call.args;
    const shopId = await knownShop(call);
    if (!shopId) return 2;
    if (!findAdapter(carrier)) {
      call.fail(`there is no carrier "${carrier}"; there are: ${CARRIERS.join(', ')}`);
      return 2;
    }
    if (secrets.length === 0 || secrets.length > 2) {
      call.fail('give one secret, or the new one and the old one');
      return 2;
    }
    await saveCarrierAccount(await call.database(), { shopId, carrier, secrets });
    call.print(`webhooks go to /webhooks/carriers/${carrier}/${shopId}`);
    return 0;
  },
};

/** The shop that is named first; says so where there is none. */
export async function knownShop(call: Call): Promise<ShopId | null> {
  const [id = ''] = call.args;
  const shop = await findShop(await call.database(), id);
  if (!shop)
    call.fail(`there is no shop "${id}"; make it: npm run wismr -- shop create ${id || '<shop>'}`);
  return shop?.id ?? null;
}
