/** Carriers' sentences beside a code for every failed delivery, or for every trouble. */

import { describe, expect, test } from 'vitest';
import { findCode } from '../../../carriers/reading/code-table.ts';
import { refineFailure } from '../../../carriers/reading/correct-by-words.ts';
import { WAITS } from './said-beside.ts';

const TABLE = {
  A: { status: 'attempted', words: 'Failed attempt' },
  B: { status: 'attempted', reason: 'nobody_home', words: 'Nobody home' },
  E: { status: 'exception', reason: 'other', words: 'Failure' },
  L: { status: 'exception', reason: 'loss', words: 'Lost' },
  H: { status: 'exception', reason: 'held', words: 'On hold' },
  N: { status: 'exception', reason: 'nobody_home', words: 'Nobody' },
} as const;

const REFUSED = 'exception/refused';
const TROUBLE = 'exception/other';

function refined(code: keyof typeof TABLE, words: string): string {
  const { status, reason } = refineFailure(findCode(TABLE, code), words);
  return reason ? `${status}/${reason}` : String(status);
}

describe('beside a code for every trouble', () => {
  test.each([
    ['The receiver was not available at the time of the final delivery attempt.', 'attempted'],
    ['Destinataire indisponible - Tentative de livraison le jour ouvrable suivant', 'attempted'],
    ['Tentativo di consegna effettuato', 'attempted'],
    ['Teslim Edilemedi', 'attempted'],
    ['ご不在のため持ち戻り', 'attempted'],
    ['Delivery Refused', REFUSED],
    ['Odmowa przyjęcia', REFUSED],
    ['收件人拒收', REFUSED],
    ['Not Delivered - Incorrect Address', 'exception/address'],
    ['Adresten Ayrılmış/Taşınmış', 'exception/address'],
    ['Your package was damaged in transit. We will notify the sender.', 'exception/damage'],
    ['All merchandise missing, empty carton was discarded.', 'exception/loss'],
    ['The shipment was reported lost', 'exception/loss'],
    ['Merchandise missing, balance is being delivered', TROUBLE],
    ['The recipient refused it, and it is being returned to the sender', 'return_to_sender'],
    ['Nobody was at home; ready for collection at the post office', WAITS],
    // No further attempt follows.
    ['Undeliverable as addressed', TROUBLE],
    ['No Delivery Attempt On Scheduled Day', TROUBLE],
    ['If the address is incorrect, the parcel is sent back', TROUBLE],
    // Words never make a delivery of a trouble.
    ['Delivered', TROUBLE],
    ['Teslim Edildi', TROUBLE],
  ])('“%s” is %s', (words, expected) => {
    expect(refined('E', words)).toBe(expected);
  });
});

describe('beside a code for every failed attempt', () => {
  test.each([
    ['Kabul Edilmedi', REFUSED],
    ['A küldemény nem kézbesíthető (átvételt megtagadta)', REFUSED],
    ['The address is incomplete', 'exception/address'],
    ['Nobody was at home', 'attempted'],
    ['PTT İşyerinde Bekliyor', WAITS],
    ['İADE-Adreste Yok', 'return_to_sender'],
  ])('“%s” is %s', (words, expected) => {
    expect(refined('A', words)).toBe(expected);
  });
});

test('a code with a reason of its own keeps it', () => {
  expect(refined('B', 'Delivery Refused')).toBe('attempted/nobody_home');
  expect(refined('L', 'Delivery Refused')).toBe('exception/loss');
});

describe('beside a code for every hold', () => {
  test.each([
    ['Recipient not in/Business closed', 'attempted'],
    ['Awaiting collection by the consignee as requested', WAITS],
    ['The receiver has refused the delivery', REFUSED],
    ['A customs charge needs to be paid before we can deliver', 'exception/payment_due'],
    ['Shipment on hold', 'exception/held'],
  ])('“%s” is %s', (words, expected) => {
    expect(refined('H', words)).toBe(expected);
  });
});

describe('beside a code for an absent recipient', () => {
  test.each([
    ['Der Empfänger hat das Paket nicht abgeholt.', 'exception/unclaimed'],
    ['Not collected by the customer', 'exception/unclaimed'],
    ['Nobody was at home', 'exception/nobody_home'],
  ])('“%s” is %s', (words, expected) => {
    expect(refined('N', words)).toBe(expected);
  });
});

describe('the carrier came to the sender for nothing', () => {
  test.each([
    'We attempted to pick up the parcel but were unsuccessful',
    'UPS tried to pickup the package',
    'Pickup not successful',
    'Der Absender wurde nicht angetroffen. Die Sendung konnte nicht abgeholt werden.',
    'Abholung beim Kunden nicht erfolgreich',
    "Votre colis n'a pas pu être récupéré car il n'était pas présent dans la boite à lettres.",
    'Afzender niet thuis',
    'Remitente ausente',
    'Mittente assente',
  ])('“%s”', (words) => {
    expect((['A', 'B', 'E'] as const).map((code) => refined(code, words))).toEqual(
      Array(3).fill('pre_transit'),
    );
  });

  test('a customer who did not collect it is no sender', () => {
    expect(refined('E', 'The recipient was unable to collect the parcel')).not.toBe('pre_transit');
    expect(refined('A', 'Der Empfänger wurde nicht angetroffen.')).toBe('attempted');
  });
});
