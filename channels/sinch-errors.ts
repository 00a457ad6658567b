/** Which of Sinch's errors are worth a retry, and which are not. */

import type { ByMessage, ErrorTable } from './outcomes.ts';

/**
 * Only the text names the parameter. Sinch does not document these texts, so a text that names none
 * holds this SMS back, and no other.
 */
const INVALID_PARAMETER: ByMessage = {
  patterns: [
    // Settings, the same in every SMS.
    [/\bfrom\b|originator|callback_url|delivery_report/i, 'configuration'],
    [/\bto\b|recipient|msisdn|\bbody\b|expire_at/i, 'permanent'],
  ],
  otherwise: 'held',
};

/**
 * The error codes of developers.sinch.com/docs/sms/api-reference/status-codes, which come with 400
 * and 403 only. `http_…` is the status of an answer without a code.
 */
export const SINCH_ERRORS: ErrorTable = {
  // 400
  syntax_invalid_json: 'configuration',
  syntax_invalid_parameter_format: INVALID_PARAMETER,
  syntax_constraint_violation: INVALID_PARAMETER,
  // 403. Sinch takes a recipient that is no phone number for the id of a group.
  unknown_group: 'permanent',
  unknown_campaign: 'configuration',
  missing_callback_url: 'configuration',
  http_400: 'permanent',
  // The token is not valid for the service plan.
  http_401: 'configuration',
  // Not documented for SMS; Sinch's other APIs answer it to an account without credit.
  http_402: 'configuration',
  http_403: 'configuration',
  // The path is wrong: the region, the service plan or the base URL.
  http_404: 'configuration',
  http_405: 'configuration',
  http_415: 'configuration',
  // "Too many outstanding requests".
  http_429: 'retry',
  // Sinch once documented that it processes nothing then; the page no longer says so.
  http_500: 'unknown',
  http_503: 'unknown',
};
