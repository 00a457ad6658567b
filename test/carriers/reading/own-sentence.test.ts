import { expect, test } from 'vitest';
import { codeRows, findCode } from '../../../carriers/reading/code-table.ts';
import { preferOwnSentence } from '../../../carriers/reading/own-sentence.ts';

const TABLE = {
  ...codeRows('delivered', { D: 'Delivered' }),
  ...codeRows('in_transit', { M: 'On its way' }),
  ...codeRows('exception/held', { H: 'Held' }),
  ...codeRows('info', { I: 'Signature available' }),
  ...codeRows('attempted', { A: 'Attempted' }),
  ...codeRows('out_for_delivery', { O: 'On the van' }),
  ...codeRows('exception/other', { X: 'Trouble' }),
  ...codeRows('attempted/nobody_home', { N: 'No one home' }),
};

const readBeside = (code: string, sentence: string, words: string) => {
  const reading = preferOwnSentence(findCode(TABLE, code), findCode(TABLE, sentence), words);
  return [reading.status, reading.code];
};

test.each([
  ['a sentence with another meaning', 'H', 'Held by courier', 'exception'],
  ['a sentence about movement', 'M', 'Redirected', 'in_transit'],
  ['a notice', 'I', 'Signature available', 'delivered'],
  ['a sentence that is in no table', '?', 'Left with John', 'delivered'],
  ['a pickup by nobody in particular', 'M', 'The shipment has been picked up', 'delivered'],
])('%s beside a code for delivered', (_, sentence, words, status) => {
  expect(readBeside('D', sentence, words)).toEqual([status, 'D']);
});

test('a sentence changes no other status', () => {
  expect(readBeside('M', 'H', 'Held by courier')).toEqual(['in_transit', 'M']);
});

test('a carrier’s own sentence about an attempt is newer than the tour', () => {
  const tour = { ...findCode(TABLE, 'M'), status: 'out_for_delivery', code: 'O' } as const;
  const { status, code } = preferOwnSentence(tour, findCode(TABLE, 'A'), 'Attempted delivery');
  expect([status, code]).toEqual(['attempted', 'O']);
  expect(preferOwnSentence(tour, findCode(TABLE, 'D'), 'Delivered').status).toBe(tour.status);
});

test('a carrier’s own notice is no movement', () => {
  expect(readBeside('M', 'I', 'Customer enquiry lodged')).toEqual([null, 'M']);
});

test('a carrier’s own sentence gives a failed delivery its reason', () => {
  const own = findCode(TABLE, 'N');
  const { status, reason, code } = preferOwnSentence(findCode(TABLE, 'A'), own, 'No one home');
  expect([status, reason, code]).toEqual(['attempted', 'nobody_home', 'A']);
});

test('a damaged parcel may have been destroyed', () => {
  const damaged = { ...findCode(TABLE, 'H'), reason: 'damage' } as const;
  const own = { ...findCode(TABLE, 'H'), reason: 'destroyed' } as const;
  const reading = preferOwnSentence(damaged, own, 'All merchandise was discarded');
  expect(reading.reason).toBe('destroyed');
});

test('damaged goods that the customer has are listed as trouble', () => {
  const trouble = { ...findCode(TABLE, 'H'), reason: 'other' } as const;
  const damaged = { ...findCode(TABLE, 'D'), reason: 'damage' } as const;
  const words = 'Merchandise has been delivered to the receiver, damaged';
  const reading = preferOwnSentence(trouble, damaged, words);
  expect([reading.status, reading.reason]).toEqual(['delivered', 'damage']);
  expect(preferOwnSentence(trouble, findCode(TABLE, 'D'), 'Delivered')).toEqual(trouble);
});

test('a refused part is a part', () => {
  const refused = { ...findCode(TABLE, 'H'), reason: 'refused' } as const;
  const words = 'The receiver refused part of the shipment';
  const reading = preferOwnSentence(findCode(TABLE, 'D'), refused, words);
  expect([reading.status, reading.reason]).toEqual(['in_transit', 'partial']);
});

test('a carrier’s own sentence about a closed door ends a tour', () => {
  expect(readBeside('O', 'A', 'Notice left')).toEqual(['attempted', 'O']);
  expect(readBeside('O', 'M', 'On its way')).toEqual(['out_for_delivery', 'O']);
});

test.each([
  ['M', 'Delivered to the recipient', 'delivered'],
  ['X', "The package was delivered at the receiver's location.", 'delivered'],
  ['M', 'Delivered', 'in_transit'],
  ['X', 'Delivered', 'exception'],
  ['H', 'Delivered to the recipient', 'exception'],
])('beside %s, a carrier’s own delivery needs a person: %s', (code, words, status) => {
  expect(readBeside(code, 'D', words)).toEqual([status, code]);
});
