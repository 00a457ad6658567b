import { expect, test } from 'vitest';
import { relais_colis } from '../../../carriers/adapters/relais_colis.ts';
import { statusLines } from '../read-body.ts';

function aParcel(Libelle: string, CodeJUS: string) {
  const Evenement = [{ Libelle, Date: '04/06/2026 10:00', CodeJUS }];
  return { Colis: { Colis: { ListEvenements: { Evenement } } } };
}

test.each([
  ['Votre colis a été annoncé', '', 'pre_transit'],
  ['Colis arrivé sur notre agence', '', 'in_transit'],
  ['En cours de livraison', '', 'out_for_delivery'],
  ['Retiré par le destinataire', '', 'delivered'],
  ['', 'LIV', 'delivered'],
  ['Un texte inconnu', 'XYZ', 'unmapped'],
])('"%s" with the code "%s" is read as %s', (words, code, expected) => {
  expect(statusLines(relais_colis, aParcel(words, code))).toEqual([expected]);
});
