/** Reads a body with a given adapter, or with the first adapter that recognises it. */

import type { TrackingNumber } from '../domain/ids.ts';
import type { ParseResult } from '../domain/tracking.ts';
import type { CarrierAdapter } from './adapter.ts';
import { UNDERLYING_CARRIERS } from './index.ts';
import { boundResult } from './reading/bound-result.ts';
import {
  type Document,
  describeFields,
  isRefused,
  readDocument,
  refuse,
} from './reading/document.ts';
import { readUnknownError } from './reading/unknown-error.ts';

/** Reads a body with a given adapter. Never throws. */
export function parseBody(
  adapter: CarrierAdapter,
  body: string,
  asked: TrackingNumber | null = null,
): ParseResult {
  const document = readDocument(body);
  return isRefused(document) ? document : readSafely(adapter, document, asked);
}

export interface AutoResult {
  /** Null if no adapter recognises the body. */
  readonly adapter: CarrierAdapter | null;
  readonly result: ParseResult;
}

/** Reads a body with the first adapter that recognises it. Never throws. */
export function parseAuto(adapters: readonly CarrierAdapter[], body: string): AutoResult {
  const document = readDocument(body);
  if (isRefused(document)) return { adapter: null, result: document };
  const adapter = adapters.find((each) => recognisesSafely(each, document)) ?? null;
  if (adapter) return { adapter, result: readSafely(adapter, document, null) };
  const error = readUnknownError(document);
  if (error) return { adapter: null, result: error };
  const detail = `no known format matches this ${document.format.toUpperCase()}: it has ${describeFields(document.root)}`;
  return { adapter: null, result: refuse('malformed', detail) };
}

/**
 * Adapters do not throw; the conformance suite checks this. If one still throws on an unexpected
 * body, wismr refuses only that body.
 */
export function readSafely(
  adapter: CarrierAdapter,
  document: Document,
  asked: TrackingNumber | null,
): ParseResult {
  try {
    const result = boundResult(adapter.read(document, asked, UNDERLYING_CARRIERS));
    if (result.ok || result.refusal !== 'malformed') return result;
    // Gateways, login pages and rate limiters answer in formats of their own.
    const error = readUnknownError(document);
    return error ? boundResult(error) : result;
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
