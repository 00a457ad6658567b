/**
 * UPS: the Track API (polled), Track Alert (pushed), and the older XML and SOAP services. The files
 * in ups/ name their sources.
 */

import type { ParseResult } from '../../../domain/tracking.ts';
import type { CarrierAdapter, Verdict, WebhookRequest } from '../../adapter.ts';
import { type CodeTable, findCode, keyByWords, normalizePhrase } from '../../reading/code-table.ts';
import {
  type Document,
  describeFields,
  get,
  getFirstText,
  getRecords,
  isRecord,
  refuse,
} from '../../reading/document.ts';
import { getHeader, verifySharedSecret } from '../../reading/signature.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
import { STATUS_CODES } from './codes.ts';
import { isLegacy, readLegacy } from './legacy.ts';
import { LONGER_WORDS, SENTENCES } from './letters.ts';
import { poll } from './polling.ts';
import { readTrack } from './track.ts';
import { isTrackAlert, readTrackAlert } from './track-alert.ts';

const OWN_WORDS = withoutNotices({
  ...keyByWords(STATUS_CODES),
  ...LONGER_WORDS,
  ...SENTENCES,
});

/** What happens next ends many sentences, in changing words. */
function withoutNotice(phrase: string): string {
  return phrase.replace(/\W+(ups|we) will notify the sender\b.*$/, '');
}

function withoutNotices(table: CodeTable): CodeTable {
  return Object.fromEntries(
    Object.entries(table).map(([phrase, row]) => [withoutNotice(phrase), row]),
  );
}

export const ups = {
  id: 'ups',
  name: 'UPS',
  kind: 'carrier',
  delivery: ['webhook', 'poll'],
  webhookAuth:
    'no signature: the secret itself, in `credential` (v1), as bearer token (v2) or as `?token=`',
  webhookSecret: { kind: 'token' },
  formats: 'Track API v1, Track Alert v1 and v2 (JSON), TrackResponse (XML, SOAP)',
  verify,
  recognises,
  read,
  poll,
  homeZone: 'America/New_York',
  // UPS's letters mean nothing without the type, which aggregators drop.
  readOwnCode: (_code, words) => findCode(OWN_WORDS, withoutNotice(normalizePhrase(words ?? ''))),
} as const satisfies CarrierAdapter;

/** UPS signs nothing: it sends the secret itself. */
function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const bearer = getHeader(request, 'authorization')?.replace(/^bearer\s+/i, '') ?? null;
  const given = getHeader(request, 'credential') ?? bearer ?? request.query['token'] ?? null;
  return verifySharedSecret(given, secrets, 'credential');
}

function recognises({ root }: Document): boolean {
  if (isRecord(get(root, 'trackResponse'))) return true;
  if (isTrackAlert(root) && 'trackingNumber' in root) return true;
  return findErrors(root).length > 0 || isLegacy(root);
}

function read({ root }: Document, asked: string | null): ParseResult {
  const errors = findErrors(root);
  if (errors[0]) return refuseError(errors[0]);
  const trackResponse = get(root, 'trackResponse');
  if (trackResponse !== undefined) return readTrack(trackResponse, asked);
  if (isTrackAlert(root)) return readTrackAlert(root);
  if (isLegacy(root)) return readLegacy(root);
  const what = describeFields(root);
  return refuse('malformed', `no trackResponse, activityStatus or TrackResponse: it has ${what}`);
}

function findErrors(root: unknown) {
  return getRecords(root, 'response', 'errors').filter((error) => 'code' in error);
}

/** An invalid inquiry number (`TV1002`) is a number that UPS does not know. */
function refuseError(error: Readonly<Record<string, unknown>>): ParseResult {
  const message = getFirstText(error, 'message', 'code') ?? 'an error without a message';
  return getFirstText(error, 'code') === 'TV1002'
    ? refuse('not_found', message)
    : refuseByMessage(message);
}
