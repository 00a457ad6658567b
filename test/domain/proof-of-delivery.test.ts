import { expect, test } from 'vitest';
import { describeHandover, mergeProof } from '../../domain/parcel/proof-of-delivery.ts';

const NOTHING = { at: null, signedBy: null, location: null, signatureUrl: null, photoUrl: null };

test('a report that leaves out a fact keeps it', () => {
  const known = { ...NOTHING, at: 5, signedBy: 'A. Byrne', photoUrl: 'https://p.example/1' };
  expect(mergeProof(known, { ...NOTHING, location: 'Porch' })).toEqual({
    ...known,
    location: 'Porch',
  });
});

test('the later of two deliveries counts, in any order of the reports', () => {
  const first = { ...NOTHING, at: 5, signedBy: 'A. Byrne' };
  const second = { ...NOTHING, at: 9, location: 'Porch' };
  expect(mergeProof(first, second)).toEqual(second);
  expect(mergeProof(second, first)).toEqual(second);
});

test.each([
  ['NEIGHBOUR', { kind: 'neighbour', place: null }],
  ['Left with neighbor at No. 12', { kind: 'neighbour', place: 'No. 12' }],
  ['Nachbar', { kind: 'neighbour', place: null }],
  ['Safe place - Porch', { kind: 'safe_place', place: 'Porch' }],
  ['MAILBOX', { kind: 'letterbox', place: null }],
  ['FRONT DESK', { kind: 'reception', place: null }],
  ['FRONT_DOOR', { kind: 'door', place: null }],
  ['Front porch', { kind: null, place: 'Front porch' }],
  ['GARAGE', { kind: null, place: 'Garage' }],
  ['Garage door', { kind: null, place: 'Garage door' }],
])('a parcel left at “%s” reads %o', (location, expected) => {
  expect(describeHandover({ location, signedBy: null }, null)).toMatchObject(expected);
});

test.each(['M. Curie', 'J DOE', 'KOWALSKI', 'Georges', 'M. M.'])(
  'the name %s is shown as the carrier gives it',
  (signedBy) => {
    expect(describeHandover({ location: null, signedBy }, null)).toEqual({
      kind: null,
      place: null,
      signedBy,
    });
  },
);

test.each([
  '',
  ' ',
  '-',
  '123456789',
  'N/A',
  'null',
  'XXX',
  'Signature not required',
  'Signature release on file',
  'DRIVER RELEASE',
  'https://elsewhere.example/',
  'someone@shop.example',
  'x y '.repeat(40),
])('“%s” is neither a name nor a place', (text) => {
  expect(describeHandover({ location: text, signedBy: text }, null)).toBeNull();
});

test('a place written instead of a name is a place', () => {
  expect(describeHandover({ location: null, signedBy: 'Nachbar' }, null)).toEqual({
    kind: 'neighbour',
    place: null,
    signedBy: null,
  });
});

test.each([
  ['Delivered to a neighbour', 'neighbour'],
  ['Your parcel was left with your neighbour.', 'neighbour'],
  ['Die Sendung wurde einem Nachbarn übergeben.', 'neighbour'],
  ['Colis livré chez un voisin', 'neighbour'],
  ['Delivered, left in safe place', 'safe_place'],
  ['Delivered, In/At mailbox', 'letterbox'],
  ['Your item was delivered in or at the mailbox at 12:30 pm', 'letterbox'],
  ['Left in safe place or left with a neighbour', null],
  ['Delivered', null],
  ['Not left with a neighbour', null],
  ['Delivered to the customer or a neighbour', null],
])('the delivery scan “%s” says %s', (description, kind) => {
  expect(describeHandover(null, description)?.kind ?? null).toBe(kind);
});
