/** Reads errors in formats that many APIs share. */

import {
  type Document,
  get,
  getFirstText,
  getList,
  getText,
  isRecord,
  type Refused,
  refuse,
} from './document.ts';

/** The message must say that the parcel is missing: `No API key found` is a different error. */
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

/** Null if the document is not such an error. */
export function readUnknownError({ root }: Document): Refused | null {
  // OAuth (RFC 6749) has a code in `error` and the message in `error_description`.
  const message = getText(root, 'error_description') ?? findMessage(root, 0);
  return message === null ? null : refuseByMessage(message);
}

/** Refuses by the carrier's message: as `not_found`, `not_yet` or `error`. */
export function refuseByMessage(message: string): Refused {
  if (NOT_YET.test(message)) return refuse('not_yet', message);
  if (NOT_FOUND.test(message)) return refuse('not_found', message);
  return refuse('error', message);
}

function findMessage(value: unknown, depth: number): string | null {
  if (depth > 4 || !isRecord(value)) return null;
  for (const place of PLACES) {
    const found = get(value, place);
    if (typeof found === 'string' && found.trim() !== '') return found;
    for (const each of getList(found)) {
      const message =
        typeof each === 'string' ? each : (findMessage(each, depth + 1) ?? readOwnMessage(each));
      if (message) return message;
    }
  }
  return depth === 0 ? findProblem(value) : null;
}

function readOwnMessage(value: unknown): string | null {
  const message = isRecord(value) ? getFirstText(value, ...MESSAGES) : null;
  // `0` and `200` mean success.
  return message !== null && /^[0-3]\d{0,2}$/.test(message) ? null : message;
}

/**
 * The message of a document that is nothing but an error: RFC 9457, a code and a message, or a
 * message.
 */
function findProblem(value: unknown): string | null {
  const isProblem =
    (get(value, 'status') !== undefined && get(value, 'title') !== undefined) ||
    (get(value, 'code') !== undefined && get(value, 'message') !== undefined) ||
    (isRecord(value) && Object.keys(value).length === 1);
  return isProblem ? getFirstText(value, 'detail', 'message', 'Message', 'title') : null;
}
