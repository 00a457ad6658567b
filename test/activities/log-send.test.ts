import { expect, test } from 'vitest';
import { describeRetry, describeSettlement } from '../../activities/log-send.ts';
import {
  attemptUnderWay,
  channelNotSetUp,
  heldBack,
  sendAgain,
} from '../../activities/retry-failures.ts';

test.each([
  ['accepted', null, 'info', 'sent', {}],
  ['refused', '21610', 'warn', 'refused', { code: '21610' }],
  ['unknown', 'timeout', 'warn', 'outcome unknown', { code: 'timeout' }],
  ['stale', null, 'info', 'not sent: stale', {}],
  ['no_address', null, 'info', 'not sent: no_address', {}],
  ['no_consent', null, 'info', 'not sent: no_consent', {}],
] as const)(
  'the outcome “%s” is logged with its level and code',
  (outcome, error, level, message, fields) => {
    expect(describeSettlement({ outcome, error })).toEqual({ level, message, fields });
  },
);

const throttled = { kind: 'retry', afterMs: 7_000, code: '20429', detail: 'slow down' } as const;
const lost = { kind: 'unknown', code: 'timeout', detail: 'no answer' } as const;
const unpaid = { kind: 'refused', scope: 'configuration', code: '20003', detail: 'no' } as const;

test.each([
  ['a throttled send', sendAgain(throttled, 7_000), 'info', '20429', 7_000],
  [
    'a lost answer that the key makes safe to repeat',
    sendAgain(lost, null),
    'info',
    'timeout',
    null,
  ],
  ['a wrong setting', sendAgain(unpaid, 300_000), 'warn', '20003', 300_000],
  ['quiet hours', heldBack('quiet_hours', 60_000), 'info', 'quiet_hours', 60_000],
  ['a second attempt at once', attemptUnderWay(0), 'info', 'attempt_under_way', null],
  ['a channel that is not set up', channelNotSetUp('sms'), 'warn', 'channel_not_set_up', 300_000],
] as const)('%s is logged as a retry, with code and delay', (_, failure, level, code, delayMs) => {
  const fields = { code, delayMs };
  expect(describeRetry(failure)).toEqual({ level, message: 'will retry', fields });
});
