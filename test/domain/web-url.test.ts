import { expect, test } from 'vitest';
import { encodeWebUrl } from '../../domain/web-url.ts';

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
