import { expect, test } from 'vitest';
import { checkWebUrl, encodeWebUrl, isLocalUrl } from '../../domain/web-url.ts';

test.each([
  ["https://cdn.shop.example/women's-boots.jpg", 'https://cdn.shop.example/women%27s-boots.jpg'],
  ['https://cdn.shop.example/my boots.jpg', 'https://cdn.shop.example/my%20boots.jpg'],
  ['https://cdn.shop.example/a"<b>`c`.jpg', 'https://cdn.shop.example/a%22%3Cb%3E%60c%60.jpg'],
  ['https://cdn.shop.example/a\\b.jpg', 'https://cdn.shop.example/a/b.jpg'],
  ['https://cdn.shop.example/?q=a`b c', 'https://cdn.shop.example/?q=a%60b%20c'],
  ["https://cdn.shop.example/#a`b'c", 'https://cdn.shop.example/#a%60b%27c'],
  ['https://cdn.shop.example/größe.jpg', 'https://cdn.shop.example/gr%C3%B6%C3%9Fe.jpg'],
  ['https://müller.example/a.jpg', 'https://xn--mller-kva.example/a.jpg'],
  [' https://cdn.shop.example/boots.jpg\n', 'https://cdn.shop.example/boots.jpg'],
])('%s is encoded', (written, encoded) => {
  expect(encodeWebUrl(written)).toBe(encoded);
  expect(encodeWebUrl(encoded)).toBe(encoded);
});

test.each(['https://shop.example', 'HTTPS://Shop.example/a%20b?c[]=1&d=(2)'])(
  '%s stays as written',
  (written) => {
    expect(encodeWebUrl(written)).toBe(written);
  },
);

test.each([
  '',
  'boots.jpg',
  '/boots.jpg',
  '//cdn.shop.example/boots.jpg',
  'javascript:alert(1)',
  'data:image/png;base64,AA',
  'ftp://shop.example/a',
  'https://',
  'https:boots.jpg',
  'https://a b.example/',
])('%j is no http address', (written) => {
  expect(encodeWebUrl(written)).toBeNull();
});

/** Who writes an address can write these in many ways. */
const PRIVATE = [
  'http://10.0.0.1/a',
  'http://172.16.9.9/',
  'https://192.168.1.20/label.pdf',
  'http://100.64.0.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://0xa9fea9fe/',
  'http://2852039166/',
  'http://0251.0376.0251.0376/',
  'http://10.1/',
  'http://0.0.0.0/',
  'http://0/',
  'http://255.255.255.255/',
  'http://224.0.0.1/',
  'http://192.0.2.1/',
  'http://①⑨②.168.1.1/',
  'http://192。168。1。1/',
  'http://%31%30.0.0.1/',
  'http://[::]/',
  'http://[fe80::1]/',
  'http://[fc00::1]/',
  'http://[fd12:3456::1]/',
  'http://[ff02::1]/',
  'http://[::ffff:10.0.0.1]/',
  'http://[::ffff:a00:1]/',
  'http://[::10.0.0.1]/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::10.0.0.1]/',
  'http://[2002:a00:1::]/',
  'http://[2001:db8::1]/',
  'http://printer/',
  'http://printer./',
  'http://shop.local/',
  'http://SHOP.LOCAL./',
  'https://db.internal/',
  'https://wiki.corp/',
  'http://fritz.home.arpa/',
  'http://nas.lan/',
];

test.each(PRIVATE)('%s is in a private network, for developers too', (written) => {
  const refused = { ok: false, detail: expect.stringContaining('private network') };
  expect(checkWebUrl(written, { allowsLocal: true })).toEqual(refused);
});

const LOCAL = [
  'http://localhost:3000/boots.jpg',
  'http://LOCALHOST./',
  'http://shop.localhost/',
  'http://127.0.0.1:8080/a',
  'http://127.1/',
  'http://0x7f000001/',
  'http://2130706433/',
  'http://[::1]:3000/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
];

test.each(LOCAL)('%s is for developers only', (written) => {
  expect(checkWebUrl(written, { allowsLocal: true })).toEqual({ ok: true, url: written });
  const refused = { ok: false, detail: expect.stringContaining('your own machine') };
  expect(checkWebUrl(written, { allowsLocal: false })).toEqual(refused);
});

test.each([
  'https://ada:secret@shop.example/',
  'https://shop.example@evil.example/',
  'https://:secret@shop.example/',
  'http://@shop.example/',
  'http://:@shop.example/',
  'http://@@shop.example',
  'https://shop.example%2f@evil.example/',
])('%s has credentials, which may hide where it leads', (written) => {
  const refused = { ok: false, detail: 'must not contain a user name or a password' };
  expect(checkWebUrl(written, { allowsLocal: true })).toEqual(refused);
});

test.each([
  'https://8.8.8.8/a',
  'https://172.32.0.1/',
  'https://[2606:4700::1111]/',
  'https://internal.shop.example/',
  'https://local.example/',
  'https://shop.example:8443/@ada',
  'https://shop.example./',
])('%s is open to everyone', (written) => {
  expect(checkWebUrl(written, { allowsLocal: false })).toEqual({ ok: true, url: written });
});

test.each([
  ['http://localhost:8080', true],
  ['http://127.0.0.1:8080', true],
  ['http://0.0.0.0:8080', true],
  ['http://[::1]:8080', true],
  ['https://track.shop.example', false],
  ['http://192.168.1.5:8080', false],
])('%s: an address of this machine: %s', (url, expected) => {
  expect(isLocalUrl(url)).toBe(expected);
});
