/** GEODIS: situations with justifications, in French time. */

import { expect, test } from 'vitest';
import { geodis } from '../../../carriers/adapters/geodis.ts';
import { eventLines, finalStatus, onlyShipment, readBody } from '../read-body.ts';

function answer(codes: readonly string[], more: object = {}): object {
  const listSuivis = codes.map((codeSituationJustification, index) => ({
    codeSituationJustification,
    libelleSuivi: codeSituationJustification,
    dateSuivi: '2026-07-01',
    heureSuivi: `0${9 - index}:00:00`,
    libelleCentre: 'Lyon',
  }));
  const contenu = { noSuivi: '1G6CPLT3JB5U', listSuivis, ...more };
  return { ok: true, codeErreur: null, texteErreur: null, contenu };
}

test.each([
  ['COM/CFM', 'pre_transit'],
  ['PCH/CFM', 'in_transit'],
  ['MLV/CFM', 'out_for_delivery'],
  ['MLV/ARS', 'available_for_pickup'],
  ['REN/NRV', 'attempted nobody_home'],
  ['REN/DIA', 'exception address'],
  ['RST/SOU', 'exception held'],
  ['LIV/CFM', 'delivered'],
  ['LIV/VOI', 'delivered'],
  ['LIV/REO', 'return_to_sender returned'],
  ['SOL/REO', 'return_to_sender'],
  ['ZZZ/ZZZ', 'unknown'],
])('%s: %s', (code, expected) => {
  expect(finalStatus(geodis, answer([code]))).toBe(expected);
});

test('the newest event is first, and the list’s words replace a label that repeats the code', () => {
  const body = answer(['LIV/CFM', 'MLV/CFM'], { dateLivraisonPrevue: '2026-07-02' });
  expect(eventLines(geodis, body)).toEqual([
    '2026-07-01T08:00:00+02:00 out_for_delivery',
    '2026-07-01T09:00:00+02:00 delivered',
  ]);
  const { events, edd } = onlyShipment(geodis, body);
  expect(events.map(({ description }) => description)).toEqual(['Mise en livraison', 'Livré']);
  expect(edd).toEqual({ date: '2026-07-02', from: null, until: null });
});

test('a list of shipments is read as one', () => {
  const { contenu } = answer(['LIV/CFM']) as { contenu: object };
  const list = { ok: true, codeErreur: null, texteErreur: null, contenu: [contenu, contenu] };
  expect(readBody(geodis, list)).toMatchObject({ ok: true, shipments: [{}, {}] });
});

test.each([
  [{ ok: false, codeErreur: 'E1', texteErreur: 'Envoi introuvable' }, '!not_found'],
  [{ ok: false, codeErreur: 'E2', texteErreur: 'Authentification invalide' }, '!error'],
  [{ ok: true, codeErreur: null, texteErreur: null, contenu: [] }, '!not_found'],
  [{ ok: true, codeErreur: null, texteErreur: null }, '!malformed'],
])('%j: %s', (body, expected) => {
  expect(finalStatus(geodis, body)).toBe(expected);
});
