import { isRequiredByLaw, MESSAGE_KINDS } from '../domain/message.ts';
import { channelsOf, fallbackOf, policyOf, staleAfter } from '../domain/policy/apply-policy.ts';
import { DEFAULT_CALENDAR } from '../domain/policy/default-policy.ts';
import {
  type ClockDuration,
  type PolicyDocument,
  rulesOf,
} from '../domain/policy/policy-document.ts';
import { EXPECTATION_KINDS } from '../domain/policy/rule.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../domain/time.ts';
import { knowsRegion } from './holidays.ts';

/** A policy has no say about what the law asks for. */
const CONFIGURABLE = MESSAGE_KINDS.filter((kind) => !isRequiredByLaw(kind));

/** A shop's policy with all defaults filled in. Saving it as the policy changes no decision. */
export function effectivePolicy(
  document: PolicyDocument,
  { country }: { readonly country: string | null },
): PolicyDocument {
  const policy = policyOf(rulesOf(document));
  const { calendar = {} } = document;
  return {
    calendar: {
      weekdays: calendar.weekdays ?? DEFAULT_CALENDAR.weekdays,
      cutOff: calendar.cutOff ?? DEFAULT_CALENDAR.cutOff,
      holidays: calendar.holidays === undefined ? regionOf(country) : calendar.holidays,
      extraHolidays: calendar.extraHolidays ?? [],
      workingDays: calendar.workingDays ?? [],
    },
    channels: forEach(CONFIGURABLE, (kind) => channelsOf(policy, kind)),
    fallback: forEach(CONFIGURABLE, (kind) => fallbackOf(policy, kind)),
    quietHours: policy.quietHours,
    staffHours: policy.staffHours,
    messagesPerDay: policy.messagesPerDay,
    staleAfter: forEach(CONFIGURABLE, (kind) => durationOfMs(staleAfter(policy, kind))),
    backfillLimit: durationOfMs(policy.backfillLimitMs),
    together: durationOfMs(policy.togetherMs),
    grace: durationOfMs(policy.graceMs),
    abandonAfter: durationOfMs(policy.abandonAfterMs),
    expectations: forEach(EXPECTATION_KINDS, (kind) => policy.expectations[kind]),
    overrides: policy.overrides,
    presets: policy.presets ?? null,
    returns: { receivedBy: policy.returnReceivedBy },
    staff: document.staff ?? {},
  };
}

/** Null if the holidays of the country are not known. */
function regionOf(country: string | null): string | null {
  return country !== null && knowsRegion(country) ? country : null;
}

function forEach<Name extends string, Value>(
  names: readonly Name[],
  value: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>;
}

/** In the largest unit without a remainder. */
function durationOfMs(ms: number): ClockDuration {
  if (ms > 0 && ms % DAY === 0) return `${ms / DAY}d`;
  if (ms % HOUR === 0) return `${ms / HOUR}h`;
  if (ms % MINUTE === 0) return `${ms / MINUTE}m`;
  return `${ms / SECOND}s`;
}
