/** Verifies the token of Easyship's webhooks. */

import type { Verdict, WebhookRequest } from '../adapter.ts';
import { getNumber, getText } from './document.ts';
import {
  badSignature,
  concatBytes,
  getHeader,
  missingHeader,
  verifyFreshness,
  verifyMac,
} from './signature.ts';

const SIGNATURE = 'X-Easyship-Signature';

/** Without an expiry, the time of the token bounds its age. A choice: Easyship documents no limit. */
const AGE_MAX = 24 * 3_600_000;

/**
 * Easyship signs the token with the webhook's secret key. The token covers the company, not the
 * body, and its documentation promises neither an expiry nor a time. Checked where they are given.
 */
export function verifyEasyshipToken(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const token = getHeader(request, SIGNATURE);
  if (token === null) return missingHeader(SIGNATURE);
  const [head = '', claims = '', mac = '', ...more] = token.split('.');
  if (more.length > 0 || getText(parseJsonPart(head), 'alg') !== 'HS256')
    return badSignature(SIGNATURE);
  const verdict = verifyMac(
    { ...request, headers: { [SIGNATURE.toLowerCase()]: mac || '-' } },
    secrets,
    { header: SIGNATURE, encoding: 'base64', signed: () => concatBytes(`${head}.${claims}`) },
  );
  if (!verdict.ok) return verdict;
  const payload = parseJsonPart(claims);
  const expiry = getNumber(payload, 'exp');
  const issued = getNumber(payload, 'iat');
  const fresh: Verdict =
    expiry === null
      ? verifyFreshness(issued === null ? request.receivedAt : issued * 1000, request, AGE_MAX)
      : verifyFreshness(expiry * 1000 > request.receivedAt ? request.receivedAt : null, request, 0);
  return fresh.ok ? { ok: true, signs: 'nothing' } : fresh;
}

function parseJsonPart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
