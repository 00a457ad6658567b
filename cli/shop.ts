import { isCountryCode } from '../carriers/reading/country-codes.ts';
import { changeTestRecipients } from '../commands/change-test-recipients.ts';
import { type SavedShop, type ShopDetails, saveShop } from '../commands/save-shop.ts';
import { isTimeZone } from '../domain/calendar.ts';
import { cleanLine } from '../domain/clean-text.ts';
import { SHOP_ID_PATTERN, type ShopId } from '../domain/ids.ts';
import { readLocale } from '../domain/locale.ts';
import { listShops } from '../views/shop.ts';
import { type Command, type Invocation, JSON_OPTION, PROGRAM, textOption } from './command.ts';
import { namedShop, unknownBrand } from './known-names.ts';
import { tableLines } from './table.ts';

export const shopCreate: Command = {
  usage: 'shop create <shop>',
  summary: 'Create a shop, or change the given details of one.',
  options: {
    name: { value: '<name>', summary: 'The name that customers see. New shops: the id.' },
    brand: {
      value: '<brand>',
      summary: 'The name of a file in templates/brands/. New shops: default.',
    },
    locale: {
      value: '<locale>',
      summary: 'The language of messages, such as de-AT. New shops: en.',
    },
    'time-zone': {
      value: '<zone>',
      summary: 'An IANA name such as Europe/Berlin. New shops: UTC.',
    },
    country: {
      value: '<code>',
      summary: 'An ISO 3166-1 code such as DE. Its public holidays are days off.',
    },
  },
  run: async (call) => {
    const [id = ''] = call.args;
    const details = detailsOf(call);
    const problem = problemOf(id, details);
    if (problem !== null) {
      call.fail(problem);
      return 2;
    }
    const saved = await saveShop(await call.database(), { id: id as ShopId, ...details });
    for (const line of linesOf(saved)) call.print(line);
    return 0;
  },
};

export const shopList: Command = {
  usage: 'shop list',
  summary: 'List all shops.',
  options: { json: JSON_OPTION },
  run: async ({ database, options, print }) => {
    const shops = await listShops(await database());
    if (options['json']) {
      print(JSON.stringify(shops, null, 2));
      return 0;
    }
    if (shops.length === 0) print(`no shop yet; create one: ${PROGRAM} shop create <shop>`);
    const rows = shops.map(({ id, name, brand, locale, timeZone, country }) => {
      return { shop: id, name, brand, locale, 'time zone': timeZone, country: country ?? '-' };
    });
    if (rows.length > 0) for (const line of tableLines(rows)) print(line);
    return 0;
  },
};

export const shopTestRecipients: Command = {
  usage: 'shop test-recipients <shop>',
  summary: 'List or change who gets the messages of orders made with a test key.',
  options: {
    add: { value: '<a,b>', summary: 'Email addresses, and phone numbers such as +491701234567.' },
    remove: { value: '<a,b>', summary: 'Addresses and numbers that get none any more.' },
  },
  run: async (call) => {
    const shop = await namedShop(call);
    if (!shop) return 2;
    const [add, remove] = ['add', 'remove'].map((name) => {
      return (textOption(call, name) ?? '').split(',').filter((each) => each.trim() !== '');
    });
    const change = { add: add ?? [], remove: remove ?? [] };
    const recipients = await changeTestRecipients(await call.database(), shop.id, change);
    for (const address of recipients) call.print(address);
    if (recipients.length === 0) call.print(`${shop.id} has no test recipient: add one with --add`);
    return 0;
  },
};

function detailsOf(call: Invocation): ShopDetails {
  const given = {
    name: cleaned(textOption(call, 'name')),
    brand: textOption(call, 'brand'),
    locale: canonical(textOption(call, 'locale')),
    timeZone: textOption(call, 'time-zone'),
    country: textOption(call, 'country'),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function cleaned(name: string | undefined): string | undefined {
  return name === undefined ? undefined : cleanLine(name);
}

/** As BCP 47 has it. What is no tag stays as it is, for `problemOf` to say so. */
function canonical(locale: string | undefined): string | undefined {
  return locale === undefined ? undefined : (readLocale(locale) ?? locale);
}

function problemOf(
  id: string,
  { name, locale, timeZone, country, brand }: ShopDetails,
): string | null {
  if (!SHOP_ID_PATTERN.test(id)) {
    return `"${id}" is not a shop id: use lowercase letters, digits and dashes, at most 40`;
  }
  if (name !== undefined && (name === '' || name.length > NAME_MAX)) {
    return `the name must have 1 to ${NAME_MAX} characters`;
  }
  if (locale !== undefined && readLocale(locale) === null) {
    return `"${locale}" is not a language: give a BCP 47 tag such as de or de-AT`;
  }
  if (country && !isCountryCode(country)) {
    return `"${country}" is not a country: give an ISO 3166-1 code such as DE`;
  }
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    return `"${timeZone}" is not a time zone: give an IANA name such as Europe/Berlin`;
  }
  return brand === undefined ? null : unknownBrand(brand);
}

const NAME_MAX = 200;
const DETAILS = ['name', 'brand', 'locale', 'timeZone', 'country'] as const;

function linesOf({ shop, before }: SavedShop): readonly string[] {
  if (before === null) {
    return [
      `created shop ${shop.id}`,
      ...DETAILS.map((detail) => `  ${labelOf(detail)}: ${shop[detail] ?? '-'}`),
      `next, create an API key: ${PROGRAM} key create ${shop.id}`,
    ];
  }
  const changes = DETAILS.filter((detail) => shop[detail] !== before[detail]).map((detail) => {
    return `  ${labelOf(detail)}: ${before[detail] ?? '-'} → ${shop[detail] ?? '-'}`;
  });
  return changes.length > 0
    ? [`changed shop ${shop.id}`, ...changes]
    : [`shop ${shop.id} already has these details`];
}

function labelOf(detail: (typeof DETAILS)[number]): string {
  return detail === 'timeZone' ? 'time zone' : detail;
}
