/**
 * Chronopost's event codes and labels. Sources: recorded responses of TrackingServiceWS in French
 * and English, and the codes that integrators quote from its documentation (§4.1). Chronopost's own
 * list was not available, so the labels for returns, and alternative labels, follow the wording of
 * its tracking page.
 *
 * Partners' scans can reuse a code with another meaning, so a known label takes precedence over the
 * code.
 */

import { type CodeTable, codeRows, phraseRows } from '../../reading/code-table.ts';

export const LABELS: CodeTable = {
  ...phraseRows('pre_transit', [
    "Colis en cours de préparation chez l'expéditeur",
    "Colis faisant partie d'une expédition groupée",
    'Shipment in preparation to be shipped',
  ]),
  ...phraseRows('in_transit', [
    "Colis déposé par l'expéditeur",
    "Colis pris en charge chez l'expéditeur",
    "Colis reconditionné pendant l'acheminement",
    "Problème douanier résolu, colis en cours d'acheminement",
    'Colis pris en charge par Chronopost',
    "Tri effectué dans l'agence de départ",
    "Tri effectué dans l'agence de distribution",
    "Colis en cours d'acheminement",
    "Entrée dans l'agence",
    'Colis remis par le relais Pickup au chauffeur',
    'Colis entré dans le pays de destination',
    'Shipment handed over by shipper',
    'Parcel Registered by the post office',
    'Sorted at departure location',
    'Sorted at delivery location',
    'Shipment in transit',
  ]),
  ...phraseRows('in_transit/delay', [
    "Colis retardé à l'agence de distribution",
    "Colis retardé durant l'acheminement",
    'Livraison prévue lundi prochain',
    'Livraison reportée de 24h',
  ]),
  ...phraseRows('out_for_delivery', [
    'Colis en cours de livraison',
    'Colis en cours de livraison par le livreur',
    'Colis en cours de livraison au point de retrait',
    'Shipment in delivery to the consignee',
    'Shipment in delivery',
  ]),
  ...phraseRows('available_for_pickup', [
    'Colis mis à disposition au point de retrait',
    'Colis disponible au point de retrait',
    'Parcel available at the pickup point',
  ]),
  ...phraseRows('attempted/nobody_home', [
    "Echec de livraison suite à l'absence du destinataire",
    "Échec de livraison suite à l'absence du destinataire",
    'Destinataire absent',
  ]),
  ...phraseRows('exception/address', [
    "Colis en attente d'informations complémentaires de votre part",
  ]),
  ...phraseRows('delivered', [
    'Livraison effectuée',
    'Colis livré',
    'Retiré par le destinataire',
    'Colis remis au destinataire au point de retrait',
    'Delivered',
  ]),
  ...phraseRows('return_to_sender', [
    "Colis en retour vers l'expéditeur",
    'Colis en retour expéditeur',
    "Retour à l'expéditeur",
    'Returned to sender',
  ]),
  ...phraseRows('info', [
    'Destinataire informé par SMS ou mail',
    // The recipient's request, before anyone acts on it.
    'Instruction de livraison reçue',
  ]),
};

export const CODES: CodeTable = {
  ...codeRows('pre_transit', { DC: 'Colis en cours de préparation', EA: 'Expédition groupée' }),
  ...codeRows('in_transit', {
    DB: 'Colis déposé par l’expéditeur',
    DY: 'Parcel registered by the post office',
    EC: 'Tri effectué dans l’agence de départ',
    EI: 'Colis entré dans le pays de destination',
    O: 'Colis en cours d’acheminement',
    PC: 'Colis pris en charge chez l’expéditeur',
    RO: 'Colis reconditionné pendant l’acheminement',
    SC: 'Tri effectué dans l’agence de départ',
    SD: 'Tri effectué dans l’agence de distribution',
    SJ: 'Problème douanier résolu, colis en cours d’acheminement',
    T: 'Entrée dans l’agence',
    TP: 'Colis en cours d’acheminement',
    TS: 'Colis en cours d’acheminement',
    TT: 'Colis remis par le relais Pickup au chauffeur',
  }),
  ...codeRows('in_transit/delay', {
    A2: 'Colis retardé à l’agence de distribution',
    AT: 'Colis retardé durant l’acheminement',
    IA: 'Livraison reportée de 24h',
    IS: 'Livraison prévue lundi prochain',
  }),
  ...codeRows('out_for_delivery', {
    RB: 'En cours de livraison au point de retrait',
    TA: 'Colis en cours de livraison',
  }),
  ...codeRows('available_for_pickup', { AB: 'Mis à disposition au point de retrait' }),
  ...codeRows('attempted/nobody_home', { P: 'Echec de livraison, destinataire absent' }),
  ...codeRows('exception/address', { SK: 'En attente d’informations complémentaires' }),
  ...codeRows('delivered', {
    D: 'Livraison effectuée',
    D1: 'Livraison effectuée en boîte aux lettres',
    D2: 'Livraison effectuée au pas de la porte',
    D6: 'Livraison effectuée, code QR',
    D7: 'Livraison effectuée, code PIN',
    RG: 'Remis au gardien',
    RI: 'Remis au destinataire au point de retrait',
  }),
  ...codeRows('return_to_sender', { R: 'Colis en retour expéditeur' }),
  ...codeRows('info', {
    CL: 'Instruction de livraison reçue',
    SM: 'Destinataire informé par SMS ou mail',
  }),
};
