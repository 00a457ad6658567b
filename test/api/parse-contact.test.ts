/** Contacts as shops send them: each row is a field as written and as it is kept. */

import { expect, test } from 'vitest';
import { parseContact } from '../../api/parse-contact.ts';
import { parseDestination } from '../../api/parse-destination.ts';

const SHOP = { locale: 'de', timeZone: 'Europe/Berlin', country: 'DE' };

function read(field: string, written: string | null, country: string | null = 'DE') {
  const { contact, warnings } = parseContact({ [field]: written }, { ...SHOP, country });
  return { value: contact[field as 'name'], warned: warnings.map(({ pointer }) => pointer) };
}

const LONG = 'x'.repeat(64);

test.each([
  ['email', 'ada@shop.example', 'ada@shop.example'],
  ['email', ' ada@shop.example\n', 'ada@shop.example'],
  ['email', '\u200bada@shop.example\ufeff', 'ada@shop.example'],
  ['email', 'ADA@Shop.Example', 'ADA@Shop.Example'],
  ['email', 'Ada Lovelace <ada@shop.example>', 'ada@shop.example'],
  ['email', 'kauf@müller.example', 'kauf@xn--mller-kva.example'],
  ['email', 'kauf@MÜLLER.example', 'kauf@xn--mller-kva.example'],
  ['email', 'a@почта.рф', 'a@xn--80a1acny.xn--p1ai'],
  ['email', 'a@xn--80a1acny.xn--p1ai', 'a@xn--80a1acny.xn--p1ai'],
  ['email', 'ada@shop。example', 'ada@shop.example'],
  ['email', 'ada@shop.example', 'ada@shop.example'],
  ['email', 'ada@shop.example.', 'ada@shop.example'],
  ['email', 'a#b=c@shop.example', 'a#b=c@shop.example'],
  ['email', "o'hara+order/7@shop.example", "o'hara+order/7@shop.example"],
  ['email', 'try..this.@docomo.example', 'try..this.@docomo.example'],
  ['email', '"ada lovelace"@shop.example', '"ada lovelace"@shop.example'],
  ['email', `${LONG}@shop.example`, `${LONG}@shop.example`],
  ['phone', '+49 170 1234567', '+491701234567'],
  ['phone', '+49 (0)170 1234567', '+491701234567'],
  ['phone', '0049 170 1234567', '+491701234567'],
  ['phone', '(0049) 170/1234567', '+491701234567'],
  ['phone', 'tel:+49-170-1234567', '+491701234567'],
  ['phone', '0170 1234567', '+491701234567'],
  ['phone', '+491701234567', '+491701234567'],
  ['locale', 'de_DE', 'de-DE'],
  ['locale', 'de_AT.UTF-8', 'de-AT'],
  ['locale', 'en-gb', 'en-GB'],
  ['locale', 'EN', 'en'],
  ['locale', 'zh_Hans_CN', 'zh-Hans-CN'],
  ['timeZone', ' Europe/Vienna ', 'Europe/Vienna'],
  ['name', '  Ada\u0000\ud83d \n Lovelace ', 'Ada Lovelace'],
])('%s %j is kept as %s', (field, written, value) => {
  expect(read(field, written)).toEqual({ value, warned: [] });
});

test.each([
  ['name', null],
  ['email', null],
  ['phone', null],
  ['locale', 'de'],
  ['timeZone', 'Europe/Berlin'],
])('%s: nothing, null and blanks are no value, without a warning', (field, value) => {
  for (const written of ['', '   ', '\u200b', null]) {
    expect(read(field, written)).toEqual({ value, warned: [] });
  }
});

test.each([
  ['email', 'ada'],
  ['email', '@shop.example'],
  ['email', 'ada@'],
  ['email', 'ada@localhost'],
  ['email', 'ada@shop_.example'],
  ['email', 'ada@-shop.example'],
  ['email', 'ada@[127.0.0.1]'],
  ['email', 'ada lovelace@shop.example'],
  ['email', 'ada@shop.example, bob@shop.example'],
  ['email', 'käufer@shop.example'],
  ['email', `x${LONG}@shop.example`],
  ['phone', 'none'],
  ['phone', '12'],
  ['phone', '0170 123'],
  ['phone', '+49'],
])('%s %j is left out with a warning', (field, written) => {
  expect(read(field, written)).toEqual({ value: null, warned: [`/contact/${field}`] });
});

test.each([
  ['locale', 'german', 'de'],
  ['locale', 'C', 'de'],
  ['locale', 'en-', 'de'],
  ['timeZone', 'Mars/Olympus', 'Europe/Berlin'],
  ['timeZone', 'W. Europe Standard Time', 'Europe/Berlin'],
])('instead of the %s %j the shop’s is used, with a warning', (field, written, value) => {
  expect(read(field, written)).toEqual({ value, warned: [`/contact/${field}`] });
});

test('a long name is cut with a warning', () => {
  const { value, warned } = read('name', 'x'.repeat(201));
  expect([value?.length, warned]).toEqual([200, ['/contact/name']]);
});

test('a number without a country code is one of the order’s country', () => {
  expect(read('phone', '(415) 555-2671', 'US').value).toBe('+14155552671');
  expect(read('phone', '011 49 170 1234567', 'US').value).toBe('+491701234567');
  expect(read('phone', '0170 1234567', null).warned).toEqual(['/contact/phone']);
  expect(read('phone', '0170 1234567', 'XX').warned).toEqual(['/contact/phone']);
});

test('a field that is left out is not read', () => {
  expect(parseContact({}, SHOP)).toEqual({ contact: {}, read: [], warnings: [] });
});

test('a warning does not repeat what was written', () => {
  const given = { email: 'secret', phone: 'secret', locale: 'secret', timeZone: 'secret' };
  expect(JSON.stringify(parseContact(given, SHOP).warnings)).not.toContain('secret');
});

test.each([
  ['DE', 'DE'],
  [' de ', 'DE'],
  ['DEU', 'DE'],
  ['usa', 'US'],
  ['U.S.A.', 'US'],
  ['UK', 'GB'],
  ['EL', 'GR'],
  ['Germany', 'DE'],
  ['germany ', 'DE'],
  ['Deutschland', 'DE'],
  ['Österreich', 'AT'],
  ['Cote d’Ivoire', 'CI'],
  ['United Kingdom', 'GB'],
  ['Polska', 'PL'],
  ['', null],
])('the country %j is %s', (written, value) => {
  expect(parseDestination(written, 'en')).toEqual({ value, warning: null });
});

test.each(['Atlantis', 'Germany, maybe', '49', 'DEUT'])('%j is no country', (written) => {
  expect(parseDestination(written, 'en')).toMatchObject({
    value: null,
    warning: expect.any(String),
  });
});
