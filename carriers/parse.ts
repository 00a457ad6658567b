/** From the text of a body to what it reports, by one adapter or by the one that recognises it. */

import type { TrackingNumber } from '../domain/ids.ts';
import type { ParseResult } from '../domain/tracking.ts';
import type { CarrierAdapter } from './adapter.ts';
import { UNDERLYING_CARRIERS } from './index.ts';
import { type Document, fieldsOf, isRefused, readDocument, refuse } from './reading/document.ts';
import { readUnknownError } from './reading/unknown-error.ts';

/** Reads a body by an adapter. Never throws. */
export function parseBody(
  adapter: CarrierAdapter,
  body: string,
  asked: TrackingNumber | null = null,
): ParseResult {
  const document = readDocument(body);
  return isRefused(document) ? document : readSafely(adapter, document, asked);
}

export interface AutoResult {
  /** Null where no adapter recognises the body. */
  readonly adapter: CarrierAdapter | null;
  readonly result: ParseResult;
}

/** Reads a body by the first of the adapters that recognises its format. Never throws. */
export function parseAuto(adapters: readonly CarrierAdapter[], body: string): AutoResult {
  const document = readDocument(body);
  if (isRefused(document)) return { adapter: null, result: document };
  const adapter = adapters.find((each) => recognisesSafely(each, document)) ?? null;
  if (adapter) return { adapter, result: readSafely(adapter, document, null) };
  const error = readUnknownError(document);
  if (error) return { adapter: null, result: error };
  const detail = `no carrier's format is like this ${document.format.toUpperCase()}: it has ${fieldsOf(document.root)}`;
  return { adapter: null, result: refuse('malformed', detail) };
}

/**
 * Adapters do not throw, and the suite over all of them says so; should one do it all the same, on
 * a body that nobody thought of, that body is refused and the others go on.
 */
export function readSafely(
  adapter: CarrierAdapter,
  document: Document,
  asked: TrackingNumber | null,
): ParseResult {
  try {
    const result = adapter.read(document, asked, UNDERLYING_CARRIERS);
    if (result.ok || result.refusal !== 'malformed') return result;
    // Gateways, sign-ins and limits answer in shapes of their own before the carrier does.
    return readUnknownError(document) ?? result;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refuse('malformed', `${adapter.name}'s body could not be read: ${message}`);
  }
}

function recognisesSafely(adapter: CarrierAdapter, document: Document): boolean {
  try {
    return adapter.recognises(document);
  } catch {
    return false;
  }
}
