/**
 * Relais Colis: the JSON behind its tracking page. Sources: public projects that read this JSON,
 * for its fields and the code `LIV`; and the page's sentences as they list them, each checked
 * against its words. Relais Colis publishes no other codes, so sentences take precedence.
 */

import type { ParseResult } from '../../domain/tracking.ts';
import type { CarrierAdapter } from '../adapter.ts';
import { buildEvent, buildResult, buildShipment, readEventRows } from '../reading/build-result.ts';
import { type CodeReading, type CodeTable, codeRows, findCode } from '../reading/code-table.ts';
import { refineMovement } from '../reading/correct-by-words.ts';
import {
  type Document,
  describeFields,
  type Fields,
  get,
  getFirstText,
  getRecords,
  getText,
  isRecord,
  refuse,
} from '../reading/document.ts';
import { createSentenceReader } from '../reading/sentence-table.ts';
import { notPushed } from '../reading/signature.ts';
import { parseTimestamp, parseTimestampByFormat } from '../reading/timestamp.ts';

const CODES: CodeTable = codeRows('delivered', { LIV: 'Colis livré' });

/**
 * The `vendeur` is the shop. `Livraison dans votre relais` means that it is on its way to a relay.
 */
const readSentence = createSentenceReader([
  [
    'return_to_sender',
    [
      "retour à l'expéditeur",
      "retourné à l'expéditeur",
      'retour expéditeur',
      'retourné à votre vendeur',
      'retour à votre vendeur',
      'retour vendeur',
    ],
  ],
  ['exception/address', ['adresse incorrecte']],
  ['exception/damage', ['colis endommagé']],
  ['exception/refused', ['colis refusé']],
  ['exception/loss', ['colis perdu']],
  ['attempted/nobody_home', ['destinataire absent']],
  [
    'attempted',
    [
      'livraison impossible',
      'échec de livraison',
      'incident de livraison',
      "n'a pas pu être livré",
    ],
  ],
  [
    'available_for_pickup',
    [
      'disponible dans votre relais',
      'disponible au relais',
      'disponible en relais',
      'mis à disposition dans votre relais',
      'vous attend dans votre relais',
      'à retirer dans votre relais',
    ],
  ],
  ['out_for_delivery', ['en cours de livraison', 'en cours de distribution']],
  ['in_transit', ['livraison dans votre relais']],
  [
    'delivered',
    [
      'retiré par le destinataire',
      'remis au destinataire',
      'remis à son destinataire',
      'colis livré',
      'colis a été livré',
      'colis est livré',
      'commande a été livré',
      'commande est livré',
    ],
  ],
  [
    'pre_transit',
    [
      'commande enregistrée',
      'colis annoncé',
      'colis a été annoncé',
      'information transmise',
      'en attente de prise en charge',
      'sera prochainement confié',
    ],
  ],
  [
    'in_transit',
    [
      'pris en charge',
      "en cours d'acheminement",
      'en transit',
      'arrivé dans notre agence',
      'arrivé sur notre agence',
      'a quitté notre agence',
      'acheminé vers',
      'expédié vers',
    ],
  ],
]);

const HOME = { homeZone: 'Europe/Paris' } as const;

export const relais_colis = {
  id: 'relais_colis',
  name: 'Relais Colis',
  kind: 'carrier',
  delivery: ['poll'],
  webhookAuth: 'no webhooks',
  formats: 'tracking page (JSON)',
  verify: () => notPushed('Relais Colis'),
  recognises,
  read,
  readOwnCode,
  homeZone: 'Europe/Paris',
} as const satisfies CarrierAdapter;

function readOwnCode(code: string | null, words: string | null): CodeReading | null {
  const reading = readCode(code, words);
  return reading.mapped ? reading : null;
}

/** The sentence takes precedence over the code. */
function readCode(code: string | null, words: string | null): CodeReading {
  const bySentence = readSentence(words);
  const reading = bySentence.mapped ? bySentence : findCode(CODES, code ?? 'other words');
  return { ...reading, code: code ?? reading.code };
}

function recognises({ format, root }: Document): boolean {
  if (format !== 'json') return false;
  return get(root, 'Colis', 'Colis', 'ListEvenements') !== undefined || isUnknown(root);
}

/** For an unknown number, the page has both parts, and both are empty. */
function isUnknown(root: unknown): boolean {
  return isRecord(root) && 'Colis' in root && 'Relais' in root && !isRecord(getParcel(root));
}

function getParcel(root: unknown): unknown {
  return get(root, 'Colis', 'Colis');
}

function read({ root }: Document, asked: string | null): ParseResult {
  if (isUnknown(root)) return refuse('not_found', 'the page knows no such parcel');
  const parcel = getParcel(root);
  if (!isRecord(parcel)) return refuse('malformed', `no Colis: ${describeFields(root)}`);
  const rows = getRecords(parcel, 'ListEvenements', 'Evenement');
  const { events, notices } = readEventRows(rows, readEvent);
  const shipment = buildShipment({ carrier: 'relais_colis', trackingNumber: asked, events });
  return buildResult([shipment], notices);
}

function readEvent(event: Fields, index: number) {
  const written = getText(event, 'Date');
  const timestamp = parseTimestamp(written, HOME) ?? parseTimestampByFormat(written, FORMATS, HOME);
  if (!timestamp) return `Evenement[${index}].Date is not a time: ${written ?? 'nothing'}`;
  const words = getFirstText(event, 'Libelle');
  return buildEvent({
    reading: refineMovement(readCode(getText(event, 'CodeJUS'), words), words),
    timestamp,
    description: words,
  });
}

const FORMATS = ['dd/MM/yyyy HH:mm:ss', 'dd/MM/yyyy HH:mm', 'dd/MM/yyyy'];
