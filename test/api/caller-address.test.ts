import { type Context, Hono } from 'hono';
import { expect, test } from 'vitest';
import { createAddressOf, type TrustedProxies } from '../../api/caller-address.ts';

interface Call {
  readonly proxies?: TrustedProxies;
  readonly socket: string;
  readonly forwarded?: string;
}

async function addressOf({ proxies = 0, socket, forwarded }: Call): Promise<string> {
  const find = createAddressOf(proxies);
  const app = new Hono().get('/', (c: Context) => c.text(String(find(c))));
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const incoming = { socket: { remoteAddress: socket }, headers };
  return (await app.request('/', { headers }, { incoming })).text();
}

test.each<[string, Call, string]>([
  ['the socket’s address', { socket: '203.0.113.7' }, '203.0.113.7'],
  ['IPv4 written as IPv6', { socket: '::ffff:203.0.113.7' }, '203.0.113.7'],
  ['IPv6 by its /64', { socket: '2001:db8:1:2:3:4:5:6' }, '2001:db8:1:2::/64'],
  ['the same /64', { socket: '2001:db8:1:2::9' }, '2001:db8:1:2::/64'],
  ['a link-local address with its card', { socket: 'fe80::1%eth0' }, 'fe80::/64'],
])('%s', async (_, call, address) => {
  expect(await addressOf(call)).toBe(address);
});

test.each<[string, Call, string]>([
  ['no proxy is trusted', { forwarded: '198.51.100.9', socket: '203.0.113.7' }, '203.0.113.7'],
  [
    'one proxy: the address that it added, not those that the caller wrote',
    { proxies: 1, forwarded: '192.0.2.66, 198.51.100.9', socket: '10.0.0.1' },
    '198.51.100.9',
  ],
  [
    'two proxies',
    { proxies: 2, forwarded: '192.0.2.66, 198.51.100.9, 10.0.0.2', socket: '10.0.0.1' },
    '198.51.100.9',
  ],
  [
    'proxies by their addresses',
    { proxies: ['10.0.0.0/8'], forwarded: '198.51.100.9, 10.0.0.2', socket: '10.0.0.1' },
    '198.51.100.9',
  ],
  [
    'a caller that is no proxy of ours',
    { proxies: ['10.0.0.0/8'], forwarded: '198.51.100.9', socket: '203.0.113.7' },
    '203.0.113.7',
  ],
  ['no header behind a proxy', { proxies: 1, socket: '10.0.0.1' }, '10.0.0.1'],
  ['no address in the header', { proxies: 1, forwarded: 'me', socket: '10.0.0.1' }, '10.0.0.1'],
  [
    'an address with its port, as Azure writes it',
    { proxies: 1, forwarded: '192.0.2.66:80, 198.51.100.9:4711', socket: '10.0.0.1' },
    '198.51.100.9',
  ],
  [
    'proxies by their addresses, with ports',
    { proxies: ['10.0.0.0/8'], forwarded: '198.51.100.9:4711,10.0.0.2:80', socket: '10.0.0.1' },
    '198.51.100.9',
  ],
  [
    'IPv6 with its port',
    { proxies: 1, forwarded: '[2001:db8::5]:443', socket: '10.0.0.1' },
    '2001:db8::/64',
  ],
  [
    'IPv6 in brackets',
    { proxies: 1, forwarded: '[2001:db8::5]', socket: '10.0.0.1' },
    '2001:db8::/64',
  ],
  ['IPv6 behind a proxy', { proxies: 1, forwarded: '2001:db8::5', socket: '::1' }, '2001:db8::/64'],
])('behind proxies: %s', async (_, call, address) => {
  expect(await addressOf(call)).toBe(address);
});

test('a request within the process has no address', async () => {
  const find = createAddressOf(1);
  const app = new Hono().get('/', (c: Context) => c.text(String(find(c))));
  expect(await (await app.request('/')).text()).toBe('null');
});

test('a proxy that no setting names is logged once', async () => {
  const lines: unknown[] = [];
  const log = { warn: (...words: unknown[]) => void lines.push(words) };
  const find = createAddressOf(0, log);
  const app = new Hono().get('/', (c: Context) => c.text(String(find(c))));
  const incoming = {
    socket: { remoteAddress: '10.0.0.1' },
    headers: { 'x-forwarded-for': '198.51.100.9' },
  };
  await app.request('/', {}, { incoming });
  await app.request('/', {}, { incoming });
  expect(lines).toEqual([[expect.stringContaining('TRUST_PROXY')]]);
});
