/**
 * GEODIS: answers of Zoom Client (JSON), one shipment or a list. Sources: GEODIS' documentation of
 * the service recherche-envoi. Its codes are situation/justification of INOVERT, the French carriers'
 * common list, whose words GEODIS and La Poste (which writes `AARCFM`) publish with their events.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  eddOfDate,
  readRows,
  report,
  trackedShipment,
  trackingEvent,
} from '../reading/build-result.ts';
import { type CodeTable, findCode, rows } from '../reading/code-table.ts';
import {
  type Document,
  type Fields,
  fieldsOf,
  firstText,
  flagOf,
  get,
  isRecord,
  recordsOf,
  refuse,
  textOf,
} from '../reading/document.ts';
import { beginsWithNewest } from '../reading/event-order.ts';
import { placeOfWords } from '../reading/place-words.ts';
import { notPushed } from '../reading/signature.ts';
import { dateOf, parseTimestamp } from '../reading/timestamp.ts';
import { refuseByWords } from '../reading/unknown-error.ts';

const HOME = 'Europe/Paris';
const NOT_FOUND = /introuvable|inconnu|inexistant|n'existe pas|aucun(e)? |non trouv/i;

const CODES: CodeTable = {
  ...rows('pre_transit', {
    'COM/CFM': 'Commande conforme',
    'EPC/CFM': 'Enlèvement prévu',
    'EML/CFM': 'Enlèvement prévu ce jour',
    'PCH/MQT': 'Prise en charge manquante',
  }),
  ...rows('in_transit', {
    'ECH/CFM': 'Enlèvement réalisé',
    'PCH/CFM': 'Prise en charge conforme',
    'PCH/CEX': 'Prise en charge en centre d’échange',
    'EXP/CFM': 'Expédié',
    'TRA/CFM': 'En transit',
    'CHG/CFM': 'Chargé',
    'DCH/CFM': 'Déchargé',
    'AAR/CFM': 'Prise en charge ou arrivage conforme',
  }),
  ...rows('in_transit/delay', {
    'PCH/TAR': 'Prise en charge tardive',
    'AAR/TAR': 'Arrivage tardif',
    'RST/NCG': 'Non chargé en livraison',
    'RST/FMA': 'Force majeure',
  }),
  ...rows('in_transit/missorted', { 'AAR/DVY': 'Arrivage dévoyé' }),
  ...rows('in_transit/rescheduled', {
    'QDI/CFM': 'Sera présenté le prochain jour ouvré',
    'REN/LNA': 'Livraison à une nouvelle adresse',
    'RST/DIL': 'Date imposée de livraison',
  }),
  ...rows('out_for_delivery', { 'MLV/CFM': 'Mise en livraison' }),
  ...rows('attempted/nobody_home', {
    'REN/NRV': 'Absent, nouvelle présentation',
    'REN/ARV': 'Absent, nouvelle présentation',
  }),
  ...rows('attempted/no_access', { 'RST/FHB': 'Accès à l’adresse impossible' }),
  ...rows('available_for_pickup', {
    'MLV/ARS': 'Disponible au point de retrait',
    'REN/AVI': 'Avisé, disponible au bureau',
    'RST/BRT': 'Bureau restant',
  }),
  ...rows('delivered', {
    'LIV/CFM': 'Livré',
    'LIV/GAR': 'Livré au gardien',
    'LIV/RTI': 'Remis à un tiers',
    'LIV/VOI': 'Livré au voisin',
  }),
  ...rows('exception/address', {
    'REN/CAD': 'Complément d’adresse',
    'RST/CAD': 'Complément d’adresse',
    'REN/AIN': 'Adresse insuffisante',
    'REN/DIA': 'Destinataire inconnu à l’adresse',
  }),
  ...rows('exception/held', { 'RST/SOU': 'En souffrance' }),
  ...rows('return_to_sender', { 'SOL/REO': 'Retour d’office', 'SOL/REI': 'Retour' }),
  ...rows('return_to_sender/returned', { 'LIV/REO': 'Livré à l’expéditeur' }),
  ...rows('exception/customs', { 'DOU/DOU': 'Retenu en douane' }),
};

export const geodis = {
  id: 'geodis',
  name: 'GEODIS',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'none: GEODIS is polled',
  formats: 'Zoom Client recherche-envoi, recherche-envois (JSON)',
  verify: () => notPushed('GEODIS'),
  recognises: ({ format, root }) =>
    format === 'json' &&
    isRecord(root) &&
    Object.hasOwn(root, 'codeErreur') &&
    Object.hasOwn(root, 'texteErreur'),
  read,
} as const satisfies CarrierAdapter;

function read({ root }: Document): ParseResult {
  const message = firstText(root, 'texteErreur', 'codeErreur');
  if (flagOf(root, 'ok') === false || (message !== null && !isRecord(get(root, 'contenu')))) {
    return refuseSaid(message ?? 'ok is false, and no texteErreur');
  }
  const contents = recordsOf(root, 'contenu').filter(
    (each) => textOf(each, 'noSuivi') !== null || Array.isArray(get(each, 'listSuivis')),
  );
  if (contents.length === 0) {
    return get(root, 'contenu') === undefined
      ? refuse('malformed', `no contenu: the body is ${fieldsOf(root)}`)
      : refuse('not_found', 'contenu holds no shipment');
  }
  const read = contents.map(readContent);
  return report(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ notices }) => notices),
  );
}

function refuseSaid(message: string): ParseResult {
  return NOT_FOUND.test(message) ? refuse('not_found', message) : refuseByWords(message);
}

function readContent(content: Fields): {
  readonly shipment: TrackedShipment;
  readonly notices: readonly string[];
} {
  const { events, notices } = readRows(recordsOf(content, 'listSuivis'), readSuivi);
  const parcels = recordsOf(content, 'listPointages');
  const shipment = trackedShipment({
    carrier: 'geodis',
    trackingNumber: textOf(content, 'noSuivi'),
    service: textOf(content, 'prestationCommerciale', 'libelle'),
    events,
    newestFirst: beginsWithNewest(events),
    edd: eddOfDate(dateOf(textOf(content, 'dateLivraisonPrevue'))),
    relatedNumbers: parcels.map((parcel) => textOf(parcel, 'cabTransporteur')),
    returnNumber: textOf(content, 'noSuiviSwapRetour'),
  });
  return { shipment, notices };
}

function readSuivi(suivi: Fields): TrackingEvent | string {
  const code = textOf(suivi, 'codeSituationJustification');
  if (code === null) return 'an entry of listSuivis has no codeSituationJustification';
  const [date, time] = [textOf(suivi, 'dateSuivi'), textOf(suivi, 'heureSuivi')];
  const written = date !== null && time !== null ? `${date}T${time}` : date;
  const moment = parseTimestamp(written, { home: HOME });
  if (!moment) return `event ${code} at ${written ?? 'no date'} is left out: not a time`;
  // Where there is no label, GEODIS repeats the code.
  const label = firstText(suivi, 'libelleSuivi', 'libelleCourtSuivi');
  const centre = textOf(suivi, 'libelleCentre');
  return trackingEvent({
    reading: findCode(CODES, code),
    moment,
    description: label === null || label === code ? (CODES[code]?.words ?? label) : label,
    // A centre without a name is read from its number, which is no place.
    place: centre === null || /^\d+$/.test(centre) ? null : placeOfWords(centre),
  });
}
