/** Merges a shop's rules with the defaults, and finds the rule for one parcel. */

import { type Channel, isRequiredByLaw, type MessageKind } from '../message.ts';
import {
  DEFAULT_POLICY,
  DEFAULT_RULES,
  NEVER_STALE_MS,
  STALE_AFTER_DEFAULT_MS,
} from './default-policy.ts';
import type { Override, Policy, Rules, Scope } from './policy.ts';
import { PRESETS, type Preset } from './presets.ts';
import type { ExpectationKind, Rule } from './rule.ts';

/** The default policy with a shop's own rules in place of the defaults. */
export function policyOf(rules: Rules): Policy {
  const { expectations = {}, quietHours = {}, channels, fallback, staleAfterMs, ...rest } = rules;
  return {
    ...DEFAULT_POLICY,
    ...rest,
    channels: { ...DEFAULT_POLICY.channels, ...channels },
    fallback: { ...DEFAULT_POLICY.fallback, ...fallback },
    staleAfterMs: { ...DEFAULT_POLICY.staleAfterMs, ...staleAfterMs },
    quietHours: { ...DEFAULT_POLICY.quietHours, ...quietHours },
    expectations: mergeRules(DEFAULT_RULES, expectations),
  };
}

function mergeRules(
  rules: Policy['expectations'],
  changes: Override['expectations'],
): Policy['expectations'] {
  const merged = { ...rules };
  for (const [name, change] of Object.entries(changes)) {
    const kind = name as ExpectationKind;
    merged[kind] = { ...merged[kind], ...change };
  }
  return merged;
}

/** The rule for one parcel: the shop's, with every override that matches it. */
export function ruleFor(policy: Policy, kind: ExpectationKind, subject: Scope): Rule {
  let rule = policy.expectations[kind];
  for (const { when, expectations } of policy.overrides) {
    if (matches(when, subject)) rule = { ...rule, ...expectations[kind] };
  }
  return rule;
}

/** The scope of what concerns a whole order or return: its rules match by country only. */
export function countryScope(country: string | null): Scope {
  return country === null ? {} : { country };
}

/** The promises of the law for an order to `country`; null: none. The shop's own choice wins. */
export function presetFor({ presets = null }: Policy, country: string | null): Preset | null {
  if (presets === 'none') return null;
  if (presets !== null) return PRESETS[presets];
  if (country === null) return null;
  return Object.values(PRESETS).find(({ countries }) => countries.includes(country)) ?? null;
}

function matches(when: Scope, subject: Scope): boolean {
  return (['carrier', 'service', 'country'] as const).every((name) => {
    return when[name] === undefined || when[name] === subject[name];
  });
}

/** The channels that a kind of message is sent by. Empty: it is not sent. */
export function channelsOf(policy: Policy, kind: MessageKind): readonly Channel[] {
  if (isRequiredByLaw(kind)) return ['email'];
  return policy.channels[kind] ?? ['email'];
}

/** The channels that take over a message which certainly did not arrive, in order. */
export function fallbackOf(policy: Policy, kind: MessageKind): readonly Channel[] {
  if (isRequiredByLaw(kind)) return [];
  return policy.fallback[kind] ?? ['email'];
}

/** How long after its event a kind of message is still worth sending, in milliseconds. */
export function staleAfter(policy: Policy, kind: MessageKind): number {
  if (isRequiredByLaw(kind)) return NEVER_STALE_MS;
  return policy.staleAfterMs[kind] ?? STALE_AFTER_DEFAULT_MS;
}
