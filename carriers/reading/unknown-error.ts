/** Answers that report an error, in the shapes that many APIs share. */

import {
  type Document,
  firstText,
  get,
  isRecord,
  listOf,
  type Refused,
  refuse,
  textOf,
} from './document.ts';

/** What is missing has to be a parcel: `No API key found` is another matter. */
const NOT_FOUND =
  /not.?found|no (?:tracking )?(?:information|record|results?|data|such)|does ?n[o']t exist|unknown (?:parcel|shipment|tracking)|invalid (?:tracking|shipment|parcel|barcode|consignment)|non.?existent|could ?n[o']t (?:be )?(?:find|found|locate)|can(?:not|'t) be (?:found|located)|no (?:matching )?(?:shipments?|parcels?|packages?|items?) (?:(?:could be|was|were|ha(?:s|ve) been) )?(?:found|located)/i;
const NOT_YET =
  /not (?:yet|available yet)|not yet available|awaiting (?:item|parcel|package)|no pin history/i;

const MESSAGES = [
  'message',
  'Message',
  'detail',
  'title',
  'error_description',
  'errorDescription',
  'description',
  'errorMessage',
  'ErrorMessage',
  'faultstring',
  'msg',
  'error',
  'code',
  'Code',
] as const;

const PLACES = [
  'error',
  'errors',
  'Error',
  'Errors',
  'fault',
  'Fault',
  'messages',
  'notifications',
  'response',
  'Envelope',
  'Body',
  'meta',
] as const;

/** What such an answer says; null where a document is none. */
export function readUnknownError({ root }: Document): Refused | null {
  // OAuth (RFC 6749) has a code in `error`, and says in words what is wrong.
  const message = textOf(root, 'error_description') ?? messageIn(root, 0);
  return message === null ? null : refuseByWords(message);
}

/** Classifies an error by the carrier's own words: not found, not yet, or a failure. */
export function refuseByWords(message: string): Refused {
  if (NOT_YET.test(message)) return refuse('not_yet', message);
  if (NOT_FOUND.test(message)) return refuse('not_found', message);
  return refuse('error', message);
}

function messageIn(value: unknown, depth: number): string | null {
  if (depth > 4 || !isRecord(value)) return null;
  for (const place of PLACES) {
    const found = get(value, place);
    if (typeof found === 'string' && found.trim() !== '') return found;
    for (const each of listOf(found)) {
      const message =
        typeof each === 'string' ? each : (messageIn(each, depth + 1) ?? ownMessage(each));
      if (message) return message;
    }
  }
  return depth === 0 ? problemIn(value) : null;
}

function ownMessage(value: unknown): string | null {
  const said = isRecord(value) ? firstText(value, ...MESSAGES) : null;
  // `0` and `200` are codes of success.
  return said !== null && /^[0-3]\d{0,2}$/.test(said) ? null : said;
}

/** A whole answer that is nothing but an error: RFC 9457, a code and a message, a message alone. */
function problemIn(value: unknown): string | null {
  const isProblem =
    (get(value, 'status') !== undefined && get(value, 'title') !== undefined) ||
    (get(value, 'code') !== undefined && get(value, 'message') !== undefined) ||
    (isRecord(value) && Object.keys(value).length === 1);
  return isProblem ? firstText(value, 'detail', 'message', 'Message', 'title') : null;
}
