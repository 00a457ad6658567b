import { expect, test } from 'vitest';
import { formatSender } from '../../activities/channel-senders.ts';
import { sendEmailSchema } from '../../dev/sandbox/resend-schema.ts';

test.each([
  ['Alder & Finch', 'Alder & Finch <hello@wismr.example>'],
  ['Shoes.com', '"Shoes.com" <hello@wismr.example>'],
  ['Müller, Söhne (Wien)', '"Müller, Söhne (Wien)" <hello@wismr.example>'],
  ['A "B" <c@d.example>\r\nBcc: e', '"A B c d.example Bcc: e" <hello@wismr.example>'],
  ['', '<hello@wismr.example>'],
])('a shop called %j signs as %s', (name, sender) => {
  expect(formatSender(name, 'wismr <hello@wismr.example>')).toBe(sender);
  const email = { from: sender, to: 'ada@shop.example', subject: 's', text: 't' };
  expect(sendEmailSchema.safeParse(email).success).toBe(true);
});
