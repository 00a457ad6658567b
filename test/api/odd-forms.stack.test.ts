/** The forms of the customers' pages are open to everyone who has an address. No body breaks them. */

import { expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { createRateLimits } from '../../api/rate-limits.ts';
import { createDatabase } from '../database.ts';
import { anOrder, createApi } from './client.ts';

const database = await createDatabase();
const api = await createApi(database, () => null);
const { log, rateLimitCounter: counter } = api.deps;
// Nobody else sends a page this many forms.
const rateLimits = createRateLimits({ settings: { form: 1_000 }, counter, log });
const app = createApp({ ...api.deps, rateLimits });
await api.call('PUT', '/v1/orders/1001', anOrder({ country: 'US' }));
const { body: order } = await api.call('GET', '/v1/orders/1001');
const page = new URL(String(order['trackingPageUrl'])).pathname;

const FORM = 'application/x-www-form-urlencoded';
const ODD: readonly (readonly [what: string, type: string, body: string | Buffer])[] = [
  ['no boundary', 'multipart/form-data', 'shown=optionalEmail'],
  ['a boundary that never comes', 'multipart/form-data; boundary=x', 'shown=optionalEmail'],
  ['half of a part', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data'],
  ['JSON', 'application/json', '{"shown":"optionalEmail"}'],
  ['no type', '', 'shown=optionalEmail'],
  ['bytes that are not UTF-8', FORM, Buffer.from([0x73, 0x3d, 0xff, 0xfe])],
  ['escapes that are not UTF-8', FORM, 'shown=%ff&answer=%c0%af'],
  ['NUL', FORM, 'shown=%00&answer=consent%00&delay=%00'],
  ['a prototype', FORM, '__proto__=yes&constructor=yes&shown=__proto__'],
  ['names twice', FORM, 'answer=consent&answer=cancel&delay=1&delay=2'],
  ['a delay of 1e999', FORM, 'answer=consent&delay=1e999'],
  ['no delay', FORM, 'answer=cancel'],
  ['half a delay', FORM, 'answer=cancel&delay=0.5'],
  ['a file', 'multipart/form-data; boundary=x', aFile('answer')],
];

function aFile(name: string): string {
  const disposition = `form-data; name="${name}"; filename="a.txt"`;
  return `--x\r\nContent-Disposition: ${disposition}\r\n\r\nconsent\r\n--x--\r\n`;
}

const PAGES = [`${page}/preferences`, `${page}/delay`, `${page}/unsubscribe/optional`];

test.each(PAGES.flatMap((path) => ODD.map((odd) => [path.slice(page.length), ...odd] as const)))(
  '%s takes or refuses %s',
  async (path, _, type, body) => {
    const headers = { 'content-type': type };
    const response = await app.request(`${page}${path}`, { method: 'POST', headers, body });
    const isForm = /form/.test(type);
    expect(isForm ? [200, 303, 400] : [415]).toContain(response.status);
    const { body: after } = await api.call('GET', '/v1/orders/1001');
    expect(after).toMatchObject({
      contact: order['contact'],
      consentHistory: order['consentHistory'],
    });
  },
);
