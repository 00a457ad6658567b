/**
 * GEODIS: responses of Zoom Client (JSON), one shipment or a list. Sources: GEODIS's documentation
 * of the service recherche-envoi. Its codes are situation/justification of INOVERT, a list that
 * French carriers share; GEODIS and La Poste (which writes `AARCFM`) publish the words beside their
 * events.
 */

import type { ParseResult, TrackedShipment, TrackingEvent } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import {
  buildEvent,
  buildResult,
  buildShipment,
  eddFromDate,
  readEventRows,
} from '../reading/build-result.ts';
import { type CodeTable, codeRows, createOwnCodeReader, findCode } from '../reading/code-table.ts';
import { refineMovement } from '../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getFlag,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../reading/document.ts';
import { isNewestFirst } from '../reading/event-order.ts';
import { parsePlace } from '../reading/place-words.ts';
import { notPushed } from '../reading/signature.ts';
import { parseDate, parseTimestamp } from '../reading/timestamp.ts';
import { refuseByMessage } from '../reading/unknown-error.ts';

const HOME = 'Europe/Paris';
const NOT_FOUND = /introuvable|inconnu|inexistant|n'existe pas|aucun(e)? |non trouv/i;

const CODES: CodeTable = {
  ...codeRows('pre_transit', {
    'COM/CFM': 'Commande conforme',
    'EPC/CFM': 'Enlèvement prévu',
    'EML/CFM': 'Enlèvement prévu ce jour',
    'PCH/MQT': 'Prise en charge manquante',
  }),
  ...codeRows('in_transit', {
    'ECH/CFM': 'Enlèvement réalisé',
    'PCH/CFM': 'Prise en charge conforme',
    'PCH/CEX': 'Prise en charge en centre d’échange',
    'EXP/CFM': 'Expédié',
    'TRA/CFM': 'En transit',
    'CHG/CFM': 'Chargé',
    'DCH/CFM': 'Déchargé',
    'AAR/CFM': 'Prise en charge ou arrivage conforme',
  }),
  ...codeRows('in_transit/delay', {
    'PCH/TAR': 'Prise en charge tardive',
    'AAR/TAR': 'Arrivage tardif',
    'RST/NCG': 'Non chargé en livraison',
    'RST/FMA': 'Force majeure',
  }),
  ...codeRows('in_transit/missorted', { 'AAR/DVY': 'Arrivage dévoyé' }),
  ...codeRows('in_transit/rescheduled', {
    'QDI/CFM': 'Sera présenté le prochain jour ouvré',
    'REN/LNA': 'Livraison à une nouvelle adresse',
    'RST/DIL': 'Date imposée de livraison',
  }),
  ...codeRows('out_for_delivery', { 'MLV/CFM': 'Mise en livraison' }),
  ...codeRows('attempted/nobody_home', {
    'REN/NRV': 'Absent, nouvelle présentation',
    'REN/ARV': 'Absent, nouvelle présentation',
  }),
  ...codeRows('attempted/no_access', { 'RST/FHB': 'Accès à l’adresse impossible' }),
  ...codeRows('available_for_pickup', {
    'MLV/ARS': 'Disponible au point de retrait',
    'REN/AVI': 'Avisé, disponible au bureau',
    'RST/BRT': 'Bureau restant',
  }),
  ...codeRows('delivered', {
    'LIV/CFM': 'Livré',
    'LIV/GAR': 'Livré au gardien',
    'LIV/RTI': 'Remis à un tiers',
    'LIV/VOI': 'Livré au voisin',
  }),
  ...codeRows('exception/address', {
    'REN/CAD': 'Complément d’adresse',
    'RST/CAD': 'Complément d’adresse',
    'REN/AIN': 'Adresse insuffisante',
    'REN/DIA': 'Destinataire inconnu à l’adresse',
  }),
  ...codeRows('exception/held', { 'RST/SOU': 'En souffrance' }),
  ...codeRows('return_to_sender', { 'SOL/REO': 'Retour d’office', 'SOL/REI': 'Retour' }),
  ...codeRows('return_to_sender/returned', { 'LIV/REO': 'Livré à l’expéditeur' }),
  ...codeRows('exception/customs', { 'DOU/DOU': 'Retenu en douane' }),
};

export const geodis = {
  id: 'geodis',
  name: 'GEODIS',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'Zoom Client recherche-envoi, recherche-envois (JSON)',
  verify: () => notPushed('GEODIS'),
  recognises: ({ format, root }) =>
    format === 'json' &&
    isRecord(root) &&
    Object.hasOwn(root, 'codeErreur') &&
    Object.hasOwn(root, 'texteErreur'),
  read,
  readOwnCode: createOwnCodeReader(CODES),
  homeZone: HOME,
} as const satisfies CarrierAdapter;

function read({ root }: Document): ParseResult {
  const message = getFirstText(root, 'texteErreur', 'codeErreur');
  if (getFlag(root, 'ok') === false || (message !== null && !isRecord(get(root, 'contenu')))) {
    return refuseSaid(message ?? 'ok is false without texteErreur');
  }
  const contents = getRecords(root, 'contenu').filter(
    (each) => getText(each, 'noSuivi') !== null || get(each, 'listSuivis') !== undefined,
  );
  if (contents.length === 0) {
    return get(root, 'contenu') === undefined
      ? refuse('malformed', `no contenu: the body is ${describeFields(root)}`)
      : refuse('not_found', 'contenu holds no shipment');
  }
  const read = contents.map(readContent);
  return buildResult(
    read.map(({ shipment }) => shipment),
    read.flatMap(({ notices }) => notices),
  );
}

function refuseSaid(message: string): ParseResult {
  return NOT_FOUND.test(message) ? refuse('not_found', message) : refuseByMessage(message);
}

function readContent(content: Fields): {
  readonly shipment: TrackedShipment;
  readonly notices: readonly string[];
} {
  const { events, notices } = readEventRows(getRecords(content, 'listSuivis'), readSuivi);
  const parcels = getRecords(content, 'listPointages');
  const shipment = buildShipment({
    carrier: 'geodis',
    trackingNumber: getText(content, 'noSuivi'),
    service: getText(content, 'prestationCommerciale', 'libelle'),
    events,
    newestFirst: isNewestFirst(events),
    edd: eddFromDate(parseDate(getText(content, 'dateLivraisonPrevue'))),
    relatedNumbers: parcels.map((parcel) => getText(parcel, 'cabTransporteur')),
    returnNumber: getText(content, 'noSuiviSwapRetour'),
  });
  return { shipment, notices };
}

function readSuivi(suivi: Fields): TrackingEvent | string {
  const code = getText(suivi, 'codeSituationJustification');
  if (code === null) return 'an entry of listSuivis has no codeSituationJustification';
  const [date, time] = [getText(suivi, 'dateSuivi'), getText(suivi, 'heureSuivi')];
  const written = date !== null && time !== null ? `${date}T${time}` : date;
  const timestamp = parseTimestamp(written, { homeZone: HOME });
  if (!timestamp) return `event ${code} at ${written ?? 'no date'} is left out: not a time`;
  // Without a label, GEODIS repeats the code.
  const label = getFirstText(suivi, 'libelleSuivi', 'libelleCourtSuivi');
  const centre = getText(suivi, 'libelleCentre');
  const row = Object.hasOwn(CODES, code) ? CODES[code] : undefined;
  return buildEvent({
    reading: refineMovement(findCode(CODES, code), label),
    timestamp,
    description: label === null || label === code ? (row?.words ?? label) : label,
    otherWords: [getText(suivi, 'libelleCourtSuivi')],
    // A centre without a name has its number here, and a number is not a place.
    place: centre === null || /^\d+$/.test(centre) ? null : parsePlace(centre),
  });
}
