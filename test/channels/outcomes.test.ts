import { describe, expect, test } from 'vitest';
import {
  type ErrorTable,
  outcomeOfError,
  parseRetryAfter,
  RETRY_LATER_MS,
} from '../../channels/outcomes.ts';
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
const held = { kind: 'refused', scope: 'held' };
const unknown = { kind: 'unknown' };
const retry = { kind: 'retry', afterMs: null };
const retryInAnHour = { kind: 'retry', afterMs: RETRY_LATER_MS };

describe('Resend’s errors, as documented, through its SDK', () => {
  test.each([
    [400, 'invalid_idempotency_key', permanent],
    [400, 'validation_error', held],
    [401, 'validation_error', configuration],
    [401, 'missing_api_key', configuration],
    [401, 'restricted_api_key', configuration],
    [403, 'invalid_api_key', configuration],
    [403, 'suspended_api_key', configuration],
    [403, 'validation_error', configuration],
    [404, 'not_found', configuration],
    [405, 'method_not_allowed', configuration],
    [409, 'invalid_idempotent_request', { kind: 'unknown', isFinal: true }],
    [409, 'concurrent_idempotent_requests', retry],
    [409, 'resource_locked', retry],
    [422, 'missing_required_field', permanent],
    [422, 'invalid_attachment', permanent],
    [422, 'invalid_parameter', permanent],
    [422, 'validation_error', held],
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

describe('Resend’s validation_error means what its message says', () => {
  const format = 'The email address needs to follow the `email@example.com` format.';
  test.each([
    [400, 'API key is invalid', configuration],
    [401, 'API key is invalid', configuration],
    [403, 'The hearth.shop domain is not verified. Please, add and verify it.', configuration],
    [403, 'You can only send testing emails to your own email address.', configuration],
    [422, `Invalid \`from\` field. ${format}`, configuration],
    [422, `Invalid \`reply_to\` field. ${format}`, configuration],
    [422, 'A message that nobody has seen before', held],
    [400, `Invalid \`to\` field. ${format}`, permanent],
    [422, `Invalid \`to\` field. ${format}`, permanent],
    [
      422,
      'Invalid `to` field. Please use our testing address instead of domains like x.',
      permanent,
    ],
    [422, 'Invalid `cc` field.', permanent],
    [422, 'Invalid `subject` field. The `\\n` is not allowed.', permanent],
    [422, 'Tags should only contain ASCII letters, numbers, underscores, or dashes.', permanent],
  ])('%i %s', (status, message, expected) => {
    const error = { code: 'validation_error', status, message, retryAfterMs: null };
    expect(outcomeOfError(error, RESEND_ERRORS)).toMatchObject(expected);
  });
});

describe('Twilio’s generic errors mean what their message names', () => {
  test.each([
    ['Invalid parameter: To', permanent],
    ['Invalid parameter: Body', permanent],
    ['Invalid parameter: From', held],
    ['Invalid parameter: StatusCallback', held],
  ])('%s', (message, expected) => {
    const error = { code: '20422', status: 422, message, retryAfterMs: null };
    expect(outcomeOfError(error, TWILIO_ERRORS)).toMatchObject(expected);
  });
});

describe('an account fault of the sandbox is one to the engine', () => {
  test.each(['wrong_key', 'wrong_sender'] as const)('%s', async (kind) => {
    const outcomes = await inSandbox(async (sandbox) => {
      sandbox.faults.inject({ provider: 'resend', kind });
      sandbox.faults.inject({ provider: 'twilio', kind });
      return [await resendFor(sandbox).send(anEmail()), await twilioFor(sandbox).send(anSms())];
    });
    expect(outcomes).toMatchObject([configuration, configuration]);
  });
});

describe('every documented error is in its table', () => {
  const codesOf = (table: ErrorTable, category: ErrorTable[string]) =>
    Object.keys(table).filter((code) => table[code] === category);

  // resend.com/docs/api-reference/errors, and the error lists of Resend's SDKs.
  test.each([
    [
      'permanent',
      'missing_required_field missing_required_parameter invalid_parameter invalid_attachment ' +
        'invalid_idempotency_key security_error',
    ],
    [
      'configuration',
      'missing_api_key restricted_api_key invalid_api_key suspended_api_key invalid_permission ' +
        'validation_error@401 validation_error@403 invalid_from_address invalid_to_address invalid_access ' +
        'invalid_scope invalid_region not_found method_not_allowed monthly_quota_exceeded',
    ],
    ['used', 'invalid_idempotent_request'],
    ['retry', 'concurrent_idempotent_requests resource_locked rate_limit_exceeded'],
    ['retry_later', 'daily_quota_exceeded'],
    ['unknown', 'application_error internal_server_error service_unavailable'],
  ] as const)('Resend: %s', (category, names) => {
    expect(codesOf(RESEND_ERRORS, category).sort()).toEqual(names.split(' ').sort());
  });

  // twilio.com/docs/api/errors, and twilio-error-codes.json.
  test.each([
    [
      'permanent',
      '20413 21211 21214 21265 21266 21401 21407 21408 21602 21604 21605 21608 21610 21612 21614 ' +
        '21617 21618 21619 21620 21623 21624 21635 21653 21658 63003 63031 63036',
    ],
    [
      'configuration',
      '10001 20003 20004 20005 20006 20008 20010 20011 20012 20101 20104 20107 20151 20403 20404 ' +
        '20410 20423 20426 21210 21212 21601 21603 21607 21609 21616 21621 ' +
        '21622 21626 21657 21659 21660 21661 21701 21702 21704 21705 21708 21709 21711 ' +
        '21715 21910 63002 63007 63008 63038 90010',
    ],
    ['held', '21606 21703'],
    ['retry', '20409 20429 21730'],
    ['retry_later', '21611'],
    ['unknown', '20500 20503'],
  ] as const)('Twilio: %s', (category, codes) => {
    expect(codesOf(TWILIO_ERRORS, category).sort()).toEqual(codes.split(' '));
  });
});

describe('Twilio’s errors, as documented, through its SDK', () => {
  test.each([
    [401, 20003, configuration],
    [403, 20005, configuration],
    [404, 20404, configuration],
    [429, 20429, retry],
    [500, 20500, unknown],
    [503, 20503, unknown],
    [400, 21211, permanent],
    [400, 21212, configuration],
    [400, 21408, permanent],
    [400, 21602, permanent],
    [400, 21603, configuration],
    [400, 21606, held],
    [400, 21608, permanent],
    [400, 21609, configuration],
    [400, 21610, permanent],
    [400, 21611, retryInAnHour],
    [400, 21612, permanent],
    [400, 21614, permanent],
    [400, 21616, configuration],
    [400, 21617, permanent],
    [400, 21635, permanent],
    [400, 21660, configuration],
    [400, 21703, held],
    [429, 63038, configuration],
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
