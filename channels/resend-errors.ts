/** Which of Resend's errors are worth a retry, and which are not. */

import type { ByMessage, ErrorTable } from './outcomes.ts';

/**
 * Resend calls nearly everything `validation_error`: a revoked key (400 and 401), a sender that it
 * does not accept (403 and 422) and a bad recipient. The messages are from
 * resend.com/docs/api-reference/errors and, for the fields, from public logs of the live API. An
 * unknown message holds this email back, and no other.
 */
const VALIDATION_ERROR: ByMessage = {
  patterns: [
    [/API key is (invalid|inactive|suspended)/i, 'configuration'],
    [/domain is not verified|verify a domain/i, 'configuration'],
    [/only send testing emails/i, 'configuration'],
    // `from` and `reply_to` are settings, the same in every email.
    [/Invalid [`'"](from|reply_to|replyTo)[`'"] field/i, 'configuration'],
    [/Invalid [`'"](to|cc|bcc)\b[^`'"]*[`'"] field/i, 'permanent'],
    [/Invalid [`'"](subject|html|text|headers|tags)\b[^`'"]*[`'"] field/i, 'permanent'],
    [/Tags should only contain ASCII/i, 'permanent'],
  ],
  otherwise: 'held',
};

/**
 * Resend's error names, from resend.com/docs/api-reference/errors and, if missing there, from the
 * error lists of Resend's own SDKs. A row `name@status` takes precedence over a row `name`.
 */
export const RESEND_ERRORS: ErrorTable = {
  // 400, 422: a mistake in this message.
  validation_error: VALIDATION_ERROR,
  missing_required_field: 'permanent',
  missing_required_parameter: 'permanent',
  invalid_parameter: 'permanent',
  invalid_attachment: 'permanent',
  invalid_idempotency_key: 'permanent',
  // 409. The first: the key was used with another payload. An attempt that the ledger no longer has, as
  // its database was restored from a copy.
  invalid_idempotent_request: 'used',
  concurrent_idempotent_requests: 'retry',
  resource_locked: 'retry',
  // 401, 403, 422: the API key, the account or the sending domain is wrong.
  missing_api_key: 'configuration',
  restricted_api_key: 'configuration',
  invalid_api_key: 'configuration',
  suspended_api_key: 'configuration',
  invalid_permission: 'configuration',
  'validation_error@401': 'configuration',
  'validation_error@403': 'configuration',
  invalid_from_address: 'configuration',
  // An older name: a test account may write to its owner only.
  invalid_to_address: 'configuration',
  invalid_access: 'configuration',
  invalid_scope: 'configuration',
  invalid_region: 'configuration',
  // 404, 405. The engine posts to one path only, so a wrong path means a wrong base URL.
  not_found: 'configuration',
  method_not_allowed: 'configuration',
  // 429. A daily quota resets within 24 hours; a monthly one needs a person.
  rate_limit_exceeded: 'retry',
  daily_quota_exceeded: 'retry_later',
  monthly_quota_exceeded: 'configuration',
  // 451
  security_error: 'permanent',
  // 5xx, and the SDK's name for a missing response.
  application_error: 'unknown',
  internal_server_error: 'unknown',
  service_unavailable: 'unknown',
};
