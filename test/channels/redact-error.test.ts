import { expect, test } from 'vitest';
import { redactError } from '../../channels/redact-error.ts';

test.each([
  ["The 'To' number +15005550001 is not valid", "The 'To' number [number] is not valid"],
  ['no route to 0049 (1511) 234-5678.', 'no route to [number].'],
  ['To=%2B4915112345678&Body', 'To=[number]&Body'],
  ['+1500555XXXX is blocked', '[number] is blocked'],
  ['unknown user ann.b+shop@post.eu!', 'unknown user [address]'],
  ['<ann@post.eu>, "ann b"@post.eu', '<[address]>, [address]'],
  ['to=ann%40post.eu&x=1', 'to=[address]&x=1'],
])('%s: personal data is redacted', (message, expected) => {
  expect(redactError(message)).toBe(expected);
});

test.each([
  'error 21211, HTTP 400, see https://www.twilio.com/docs/errors/21211',
  'SM4f1234567890abcdef1234567890abcd is not known',
  'Too many requests: 10 per 1000 ms',
])('%s: codes and sids are kept', (message) => {
  expect(redactError(message)).toBe(message);
});

test('a long message of several lines becomes one line of 200 characters', () => {
  const short = redactError('a\nb\t'.repeat(200));
  expect(short).toHaveLength(200);
  expect(short).toMatch(/^a b a b .*…$/);
});

test('a phone number at the cut is redacted completely', () => {
  expect(redactError(`${'x '.repeat(97)} +4915112345678`)).not.toMatch(/\d/);
});
