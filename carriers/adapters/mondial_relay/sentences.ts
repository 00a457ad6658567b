/**
 * What Mondial Relay says of a parcel: it gives sentences and no codes. Sources: the labels of
 * `WSI2_TracingColisDetaille` in recorded answers (France, Spain), and the sentences of the tracking
 * page, as public readers of both list them. Each row is checked against its words:
 *
 * - `Prise en charge Point Relais` and `Recepcionado en el Punto Pack` may be the drop-off by the
 *   sender, so they are movement.
 * - The `enseigne` is the shop: a parcel that it received is a return.
 */

import type { SentenceTable } from '../../reading/sentence-table.ts';

export const SENTENCES: SentenceTable = [
  ['return_to_sender/returned', ["livré à l'enseigne"]],
  [
    'return_to_sender',
    [
      "retour à l'expéditeur",
      "retourné à l'expéditeur",
      'retour expéditeur',
      'retour en cours',
      "retour à l'enseigne",
    ],
  ],
  ['exception/refused', ['colis refusé']],
  ['exception/loss', ['colis perdu']],
  ['exception/damage', ['colis endommagé']],
  ['exception/address', ['adresse incorrecte']],
  ['exception/other', ['anomalie', 'incident']],
  ['attempted', ['échec de livraison', 'livraison impossible', "n'a pas pu être livré"]],
  [
    'delivered',
    [
      'retiré par le destinataire',
      'retrait effectué',
      'remis au destinataire',
      'livraison effectuée au destinataire',
      'colis livré',
      'colis a été livré',
      'paquete entregado al destinata',
    ],
  ],
  [
    'available_for_pickup',
    [
      'disponible dans votre point relais',
      'disponible au point relais',
      'disponible dans votre locker',
      'disponible au locker',
      'disponible au point de retrait',
      'disponible en consigne',
      'vous attend au point relais',
      'vous attend dans le locker',
      'prêt à être retiré',
      'restants pour retirer',
      'restant pour retirer',
      'disponible en el punto pack',
    ],
  ],
  ['in_transit', ['en cours de mise à disposition']],
  [
    'out_for_delivery',
    [
      'en cours de livraison',
      'livraison en cours',
      'en cours de distribution',
      'colis remis au livreur',
      'en reparto',
    ],
  ],
  [
    'pre_transit',
    [
      'réception des données',
      "information transmise par l'expéditeur",
      "en cours de préparation par l'expéditeur",
      "en préparation chez l'expéditeur",
      'étiquette créée',
      'colis enregistré',
    ],
  ],
  [
    'in_transit',
    [
      'pris en charge',
      'prise en charge',
      "en cours d'acheminement",
      'en transit',
      "arrivé sur l'agence",
      "arrivé à l'agence",
      'arrivé au centre',
      "départ de l'agence",
      'expédié vers',
      'expédié depuis',
      'acheminé vers',
      'en cours de traitement sur le site',
      'en route vers le point de livraison',
      // The relay cannot take the parcel, so the parcel goes on to another one.
      'sollicitation client pour replace',
      'relais de substitution',
      'recogido en agencia',
      'recogido en el hub',
      'recepcionado en el punto pack',
    ],
  ],
  // About the shop's account, not about the parcel.
  ['info', ['liquidado en enseña']],
];
