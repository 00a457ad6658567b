/**
 * La Poste's codes. Sources: the event codes of API Suivi v2 (Okapi) at developer.laposte.fr; and
 * the codes of Colissimo's web service, with the sentences that La Poste sends beside them. Each
 * code is checked against its words.
 */

import { type CodeTable, codeRows } from '../../reading/code-table.ts';
import type { SentenceTable } from '../../reading/sentence-table.ts';

export const OKAPI: CodeTable = {
  ...codeRows('pre_transit', {
    DR1: 'Déclaratif réceptionné',
    DR2: 'Problème lors de la préparation',
  }),
  ...codeRows('in_transit', {
    PC1: 'Pris en charge',
    PC2: 'Pris en charge dans le pays d’expédition',
    ET1: 'En cours de traitement',
    ET2: 'En cours de traitement dans le pays d’expédition',
    ET3: 'En cours de traitement dans le pays de destination',
    ET4: 'En cours de traitement dans un pays de transit',
    EP1: 'En attente de présentation',
    DO1: 'Entrée en douane',
    DO2: 'Sortie de douane',
    PB2: 'Problème résolu',
  }),
  ...codeRows('in_transit/delay', { DI3: 'Retardé' }),
  ...codeRows('out_for_delivery', { MD1: 'Mis en distribution', MD2: 'Mis en distribution' }),
  ...codeRows('available_for_pickup', { AG1: 'En attente d’être retiré au guichet' }),
  // "Non distribuable" has many causes. `ND1/…` lists them by the words of the label.
  ...codeRows('attempted', { ND1: 'Non distribuable' }),
  ...codeRows('attempted/nobody_home', { 'ND1/absent': 'Non distribuable : destinataire absent' }),
  ...codeRows('exception/refused', { 'ND1/refus': 'Non distribuable : refusé' }),
  ...codeRows('exception/address', { 'ND1/adresse': 'Non distribuable : adresse' }),
  ...codeRows('exception/customs', { DO3: 'Retenu en douane' }),
  ...codeRows('exception/other', { PB1: 'Problème en cours' }),
  ...codeRows('delivered', { DI0: 'Distribué en lot', DI1: 'Distribué' }),
  ...codeRows('return_to_sender', { RE1: 'Retourné à l’expéditeur' }),
  ...codeRows('return_to_sender/returned', { DI2: 'Distribué à l’expéditeur' }),
  ...codeRows('info', { ID0: 'Informations douane' }),
};

/**
 * The groups of the tracking page's events, which apply if the code is not specific. Source: public
 * projects that read the page. Has only groups whose meaning recorded sentences confirm.
 */
export const GROUPS: CodeTable = {
  ...codeRows('pre_transit', { EXPANN: 'Envoi annoncé' }),
  ...codeRows('in_transit', {
    ACHNAT: 'En cours d’acheminement',
    DISARR: 'Arrivé sur son site de livraison',
  }),
  ...codeRows('out_for_delivery', { DISTOU: 'En tournée de distribution' }),
  ...codeRows('available_for_pickup', {
    DISMAD: 'Mis à disposition',
    DISINS: 'Disponible en point de retrait',
  }),
  ...codeRows('delivered', {
    DESBAL: 'Livré dans la boîte aux lettres',
    DESTIN: 'Livré au destinataire',
    DESLIVD: 'Livré à domicile',
    DESLIVHD: 'Retiré au point de retrait',
  }),
  ...codeRows('return_to_sender', {
    RETOUR: 'Retour',
    DESMDREXP: 'À disposition de l’expéditeur suite à un retour',
  }),
};

/**
 * Sentences about failed deliveries, which La Poste writes beside codes for the delivery round, and
 * the sentences of the timeline's steps.
 */
export const FAILURES: SentenceTable = [
  ['attempted/nobody_home', ['destinataire absent', 'destinataire était absent']],
  [
    'attempted',
    [
      "n'a pas pu vous être remis",
      "n'a pas pu vous être livré",
      "n'a pas pu être remis",
      "n'a pas pu être livré",
      "n'a pas pu être distribué",
    ],
  ],
];

export const STEPS: SentenceTable = [
  [
    'delivered',
    ['votre colis a été livré', 'votre envoi a été livré', 'votre courrier a été distribué'],
  ],
  [
    'in_transit',
    [
      'votre colis est entre nos mains',
      'il est en chemin',
      'votre colis est arrivé sur son site de livraison',
      'nous préparons votre colis pour sa livraison',
    ],
  ],
];

export const WEB_SERVICE: CodeTable = {
  ...codeRows('pre_transit', {
    COMCFM: 'Prêt à être expédié, pas encore pris en charge',
    PCHMQT: 'Prêt à être expédié, pas encore pris en charge',
    ENEMQT: 'N’était pas dans la boîte à lettres, n’a pas pu être récupéré',
  }),
  ...codeRows('in_transit', {
    AARCFM: 'Arrivé sur son site de distribution',
    CHGCFM: 'Arrivé en France',
    DCHCFM: 'Arrivé dans le pays de destination',
    DCHDDT: 'Sorti du bureau d’échange',
    DEPGUI: 'Déposé dans un point postal',
    EXPCFM: 'S’apprête à sortir du pays d’origine',
    PCHCEX: 'Pris en charge par La Poste',
    PCHCFM: 'Pris en charge par La Poste',
    QDICFM: 'Sera présenté le prochain jour ouvré',
    RSTNCG: 'En attente de distribution',
  }),
  ...codeRows('in_transit/missorted', { AARDVY: 'Arrivé par erreur sur un site, réacheminé' }),
  ...codeRows('in_transit/delay', { RENACP: 'Livraison reportée' }),
  ...codeRows('in_transit/rescheduled', { RENLNA: 'Réexpédié à la demande du destinataire' }),
  ...codeRows('attempted/nobody_home', {
    RENARV: 'Destinataire absent, remis en livraison',
    RENNRV: 'Destinataire absent, présenté une nouvelle fois',
  }),
  ...codeRows('available_for_pickup', {
    MLVARS: 'Disponible dans le point de retrait',
    RENAVI: 'Disponible au bureau de poste',
    RSTBRT: 'Disponible au bureau de poste',
  }),
  ...codeRows('delivered', {
    LIVCFM: 'Livré',
    LIVGAR: 'Livré au gardien',
    LIVRTI: 'Livré au gardien ou voisin',
  }),
  ...codeRows('exception/address', {
    RENAIN: 'Pas distribué par manque d’information',
    RENCAD: 'Adresse incomplète',
  }),
  ...codeRows('exception/customs', {
    DOUDOU: 'Retenu en douane pour dédouanement',
    DOUEXI: 'Retenu en douane : le nombre de colis ne correspond pas',
    DOUIDD: 'Retenu en douane : identification du contenu',
    DOUPRO: 'Retenu en douane : contenu prohibé',
  }),
  ...codeRows('exception/customs_information', {
    DOUAGV: 'Retenu en douane : formulaire douanier manquant',
    DOUCOI: 'Retenu en douane : certificat d’origine incorrect',
    DOUCOM: 'Retenu en douane : certificat d’origine manquant',
    DOUCRR: 'Retenu en douane : certificat d’origine manquant',
    DOUDDI: 'Retenu en douane : CN23 incorrect',
    DOUDDM: 'Retenu en douane : CN23 manquant',
    DOUDVR: 'Retenu en douane : données de virements demandées',
    DOUFCI: 'Retenu en douane : facture incorrecte',
    DOUFCM: 'Retenu en douane : facture manquante',
    DOUIIR: 'Retenu en douane : informations requises',
    DOUNIR: 'Retenu en douane : numéro de TVA ou d’import attendu',
    DOURES: 'Retenu en douane : licence d’importation requise',
  }),
  ...codeRows('return_to_sender', {
    SOLREI: 'Retourné à l’expéditeur',
    SOLREO: 'Retourné à l’expéditeur',
  }),
  ...codeRows('return_to_sender/address', {
    RENDIA: 'N’habite pas à l’adresse indiquée, retourné',
  }),
  ...codeRows('return_to_sender/refused', {
    RENAVA: 'Retourné suite à un refus',
    RENDIV: 'Retourné suite à un refus',
    RENSNC: 'Retourné suite à un refus',
    RENSRB: 'Retourné, contre-remboursement refusé',
    RENTAR: 'Retourné suite à un refus',
  }),
  ...codeRows('return_to_sender/returned', { LIVREO: 'Livré à l’expéditeur suite à un retour' }),
};
