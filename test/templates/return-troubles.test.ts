/** Messages about trouble with a return promise only what wismr does. */

import { expect, test } from 'vitest';
import type { MessageKind } from '../../domain/message.ts';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { aMessage, wordsOf } from './message.ts';

const renderer = createRenderer();

/** The words of the HTML and of the plain text. */
async function partsOf(kind: MessageKind, changes: object): Promise<readonly string[]> {
  const request = aMessage(kind, { data: { ...CATALOG[kind].sample, ...changes } });
  const { subject, html, text } = await renderer.email(request);
  return [`${subject} ${wordsOf(html)}`, `${subject} ${text.replaceAll(/\s+/g, ' ')}`];
}

test.each(['return_delayed', 'return_lost'] as const)(
  '%s says that a colleague acts only if one does, and the day of the refund only if there is one',
  async (kind) => {
    for (const part of await partsOf(kind, {})) {
      expect(part).toMatch(/A colleague is/);
      expect(part).toContain('The day of your refund stays the same');
      expect(part).toContain('Wednesday 9 December');
    }
    for (const part of await partsOf(kind, { isLookedInto: false, refundBy: null })) {
      expect(part).not.toMatch(/colleague|refund/i);
    }
  },
);

test.each([
  [
    'loss',
    /Reported lost: .*reports that it cannot find your parcel.*write if your return turns up/,
  ],
  ['destroyed', /Reported destroyed: .*reports that your parcel was destroyed on the way to us/],
  ['decided', /No longer expected: .*Your parcel has not reached us, and we no longer expect it/],
])('a return that is lost because of "%s" says so', async (cause, words) => {
  for (const part of await partsOf('return_lost', { cause })) {
    expect(part).toMatch(words);
    expect(part.includes('turns up')).toBe(cause !== 'destroyed');
    // After the decision, the day is a new one.
    expect(part.includes('stays the same')).toBe(cause !== 'decided');
  }
});

test('two of three parcels are lost: the message says how many', async () => {
  const parcels = ['CE1IE', 'CE2IE'].map((number) => ({
    carrierName: 'An Post',
    trackingNumber: number,
  }));
  for (const part of await partsOf('return_lost', { parcels, isPart: true })) {
    expect(part).toContain('cannot find 2 of your parcels');
    expect(part).toContain('Part of your return cannot be found');
    expect(part).toContain('CE2IE');
  }
});

test.each([
  ['received', /Your return has not arrived yet.*We wrote that your return had arrived/],
  ['in_transit', /Your return is not on its way yet.*We wrote that your return was on its way/],
  ['trouble', /We know of no problem with your return.*We wrote about a problem/],
])('a wrong number: the claim "%s" is taken back', async (claim, words) => {
  for (const part of await partsOf('return_corrected', { claim })) expect(part).toMatch(words);
});

test('a return that turned up, and one that is back with the customer, say so', async () => {
  for (const part of await partsOf('return_in_transit', { isFound: true })) {
    expect(part).toMatch(/It has turned up: .*has turned up.*on its way to us again/);
  }
  for (const part of await partsOf('return_coming_back', { isBack: true })) {
    expect(part).toMatch(/Back with you: .*came back to you/);
  }
});

test('an arrival that the carrier reported by mistake is taken back, without “another parcel”', async () => {
  for (const part of await partsOf('return_corrected', { isMistakenScan: true })) {
    expect(part).toContain('Your return has not arrived yet');
    expect(part).toContain(
      'We wrote that your return had arrived. The carrier’s report was a mistake',
    );
    expect(part).not.toMatch(/another parcel|tracking number/);
  }
  for (const part of await partsOf('return_corrected', { isMistakenScan: true, isPart: true })) {
    expect(part).toContain('Not all of your return has arrived yet');
    expect(part).toContain('The carrier’s report was a mistake for one of its parcels');
  }
});
