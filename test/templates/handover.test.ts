/** Where a parcel was left, in the messages about its delivery. */

import { expect, test } from 'vitest';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { aMessage, wordsOf } from './message.ts';

const renderer = createRenderer();
const { sample } = CATALOG.delivered;
const [parcel] = sample.shipments;

async function render(proof: object) {
  const data = { ...sample, shipments: [{ ...parcel, proof }] };
  const { html, text } = await renderer.email(aMessage('delivered', { data }));
  const { body } = await renderer.sms(aMessage('delivered', { data }));
  return { words: wordsOf(html), html, text, body };
}

test('a neighbour is named in words, with the carrier’s details and the name', async () => {
  const proof = { handover: 'neighbour', leftAt: 'No. 12', signedBy: 'M. M.' };
  const { words, text, body } = await render(proof);
  for (const part of [words, text]) {
    expect(part).toContain('Left with a neighbour: No. 12');
    expect(part).toContain('Signed for by: M. M.');
  }
  expect(body).toContain('delivered, left with a neighbour.');
});

test('a place of no known kind is quoted', async () => {
  const { words, text, body } = await render({ leftAt: 'Garage', signedBy: null });
  for (const part of [words, text, body]) expect(part).toMatch(/left at: Garage/i);
  expect(words).not.toContain('Signed for by');
});

test('the photo is a link, in both parts of the email', async () => {
  const photoUrl = 'https://photos.example/1.jpg';
  const { html, text } = await render({ leftAt: null, signedBy: null, photoUrl });
  expect(html).toContain(`href="${photoUrl}"`);
  expect(text).toContain(photoUrl);
});
