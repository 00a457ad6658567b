import { expect, test } from 'vitest';
import { unsubscribeHeaders } from '../../activities/channel-senders.ts';
import { sendEmailSchema } from '../../dev/sandbox/resend-schema.ts';
import { formatSender } from '../../domain/sender.ts';

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

test('only messages that a customer can refuse have the headers to unsubscribe', () => {
  const pageUrl = 'https://wismr.example/t/abc';
  expect(unsubscribeHeaders({ kind: 'arriving_tomorrow' }, { pageUrl })).toEqual({
    'List-Unsubscribe': '<https://wismr.example/t/abc/unsubscribe/optional>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  });
  for (const kind of ['delivered', 'payment_due', 'withdrawal_received'] as const) {
    expect(unsubscribeHeaders({ kind }, { pageUrl })).toEqual({});
  }
  expect(unsubscribeHeaders({ kind: 'escalation_opened' }, { pageUrl: null })).toEqual({});
});
