/** What a message about trouble says for each reason, and what stays short. */

import { expect, test } from 'vitest';
import { REASONS, type Reason } from '../../domain/tracking.ts';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import english from '../../templates/locales/en.json' with { type: 'json' };
import { aMessage, wordsOf } from './message.ts';

const renderer = createRenderer();

async function exceptionOf(reason: Reason, changes: object = {}) {
  const data = { ...CATALOG.exception.sample, reason, ...changes };
  const { subject, html, text } = await renderer.email(aMessage('exception', { data }));
  const [headline = ''] = text.split('\n');
  return { subject, headline, parts: [wordsOf(html), text] };
}

test.each(REASONS)('the trouble "%s" comes with its advice, in both parts', async (reason) => {
  const { subject, headline, parts } = await exceptionOf(reason);
  expect(subject).toMatch(/^.{5,22}: Reading lamp/);
  expect(headline.length).toBeLessThanOrEqual(45);
  for (const part of parts) {
    expect(part).toContain(`${english.trouble[reason]}.`);
    expect(part).toContain(english.advice[reason]);
  }
});

test.each([
  ['address', 'Confirm your address', 'Please confirm your address'],
  ['unclaimed', 'Not collected in time', 'Do you still want your delivery?'],
  ['security', 'A problem on the way', 'There is a problem with your parcel'],
] as const)('the trouble "%s" leads with what to do, or with what it is', async (...expected) => {
  const [reason, words, title] = expected;
  const { subject, headline } = await exceptionOf(reason);
  expect(subject.startsWith(`${words}: `)).toBe(true);
  expect(headline).toBe(title);
});

test('a delay whose new day is known leads with that day', async () => {
  const newEdd = { text: 'Monday 30 November', window: { from: null, until: '12:00' } };
  const { headline, parts } = await exceptionOf('weather', { newEdd });
  expect(headline).toBe('Now expected Monday 30 November');
  for (const part of parts) expect(part).toMatch(/Monday 30 November,? by 12:00/);
});

test('a long place is whole in the email, and short in its SMS', async () => {
  const where = `Rathmines Post Office, ${'Upper Rathmines Road, '.repeat(6)}Dublin 6`;
  const data = { ...CATALOG.available_for_pickup.sample, pickup: { where, until: null } };
  const request = aMessage('available_for_pickup', { data });
  const { html, text } = await renderer.email(request);
  const { body } = await renderer.sms(request);
  for (const part of [wordsOf(html), text]) expect(part).toContain(where);
  expect(body).toMatch(/ready to collect at Rathmines Post Office, Upper Rathmines.*\.\.\./);
  expect(body.length).toBeLessThanOrEqual(160);
});

test('the SMS with the label of a withdrawal is not called an approval', async () => {
  const data = { ...CATALOG.return_approved.sample, withdrawal: true };
  const { body } = await renderer.sms(aMessage('return_approved', { data }));
  expect(body).toContain('your label is on this page. Please post it by Friday 11 December.');
  expect(body).not.toContain('approved');
});
