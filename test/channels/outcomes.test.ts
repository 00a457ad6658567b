import { describe, expect, test } from 'vitest';
import { outcomeOfError, parseRetryAfter, RETRY_LATER_MS } from '../../channels/outcomes.ts';
import { RESEND_ERRORS } from '../../channels/resend-errors.ts';
import { TWILIO_ERRORS } from '../../channels/twilio-errors.ts';
import { type Sandbox, startSandbox } from '../../dev/sandbox/sandbox.ts';
import { anEmail, anSms } from '../dev/sandbox/messages.ts';
import { resendFor, twilioFor } from './providers.ts';

async function inSandbox<T>(use: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const sandbox = await startSandbox();
  return await use(sandbox).finally(() => sandbox.stop());
}

const permanent = { kind: 'refused', scope: 'permanent' };
const configuration = { kind: 'refused', scope: 'configuration' };
const unknown = { kind: 'unknown' };
const retry = { kind: 'retry', afterMs: null };
const retryInAnHour = { kind: 'retry', afterMs: RETRY_LATER_MS };

describe('Resend’s errors, as documented, through its SDK', () => {
  test.each([
    [400, 'invalid_idempotency_key', permanent],
    [400, 'validation_error', permanent],
    [401, 'missing_api_key', configuration],
    [401, 'restricted_api_key', configuration],
    [403, 'invalid_api_key', configuration],
    [403, 'suspended_api_key', configuration],
    [403, 'validation_error', configuration],
    [404, 'not_found', configuration],
    [405, 'method_not_allowed', configuration],
    [409, 'invalid_idempotent_request', permanent],
    [409, 'concurrent_idempotent_requests', retry],
    [409, 'resource_locked', retry],
    [422, 'missing_required_field', permanent],
    [422, 'invalid_attachment', permanent],
    [422, 'invalid_parameter', permanent],
    [422, 'validation_error', permanent],
    [429, 'rate_limit_exceeded', retry],
    [429, 'daily_quota_exceeded', retryInAnHour],
    [429, 'monthly_quota_exceeded', configuration],
    [451, 'security_error', permanent],
    [500, 'application_error', unknown],
    [500, 'internal_server_error', unknown],
    [503, 'service_unavailable', unknown],
  ])('%i %s', async (status, code, expected) => {
    const outcome = await inSandbox((sandbox) => {
      sandbox.faults.inject({ provider: 'resend', kind: 'refuse', status, code });
      return resendFor(sandbox).send(anEmail());
    });
    expect(outcome).toEqual({ ...expected, code, detail: 'refused on demand' });
  });
});

describe('Twilio’s errors, as documented, through its SDK', () => {
  test.each([
    [401, 20003, configuration],
    [404, 20404, configuration],
    [429, 20429, retry],
    [500, 20500, unknown],
    [503, 20503, unknown],
    [400, 21211, permanent],
    [400, 21212, configuration],
    [400, 21408, configuration],
    [400, 21602, permanent],
    [400, 21603, configuration],
    [400, 21606, configuration],
    [400, 21608, configuration],
    [400, 21609, configuration],
    [400, 21610, permanent],
    [400, 21611, retryInAnHour],
    [400, 21612, permanent],
    [400, 21614, permanent],
    [400, 21617, permanent],
    [400, 21635, permanent],
    [400, 21703, configuration],
  ])('%i %i', async (status, code, expected) => {
    const outcome = await inSandbox((sandbox) => {
      sandbox.faults.inject({ provider: 'twilio', kind: 'refuse', status, code });
      return twilioFor(sandbox).send(anSms());
    });
    expect(outcome).toEqual({ ...expected, code: String(code), detail: 'refused on demand' });
  });
});

describe('an error in no table is classified by its HTTP status, as its detail explains', () => {
  test.each([
    [null, unknown],
    [302, unknown],
    [400, permanent],
    [401, configuration],
    [402, permanent],
    [403, configuration],
    [404, configuration],
    [408, unknown],
    [409, retry],
    [422, permanent],
    [425, retry],
    [429, retry],
    [500, unknown],
    [503, unknown],
  ])('%s', (status, expected) => {
    const error = { code: 'brand_new', status, message: 'hm', retryAfterMs: null };
    const detail = 'hm (not a listed error; classified by its HTTP status)';
    const whole = { ...expected, code: 'brand_new', detail };
    expect(outcomeOfError(error, RESEND_ERRORS)).toEqual(whole);
    expect(outcomeOfError(error, TWILIO_ERRORS)).toEqual(whole);
  });
});

test('an error without a code is named by its status', () => {
  const error = { code: null, status: 502, message: 'Bad Gateway', retryAfterMs: null };
  expect(outcomeOfError(error, TWILIO_ERRORS)).toEqual({
    kind: 'unknown',
    code: 'http_502',
    detail: 'Bad Gateway',
  });
});

test.each([
  ['1', 1000],
  ['0.25', 250],
  ['0', 0],
  [2, 2000],
  ['', null],
  ['-1', null],
  ['Wed, 21 Oct 2026 07:28:00 GMT', null],
  [undefined, null],
])('Retry-After %j is %s ms', (header, expected) => {
  expect(parseRetryAfter(header)).toBe(expected);
});
