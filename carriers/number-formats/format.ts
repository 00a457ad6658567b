/** What is known of one way in which a carrier numbers its parcels. */

import type { CheckDigit } from './check-digits.ts';

export interface NumberFormat {
  /** Unique: `ups_1z`. */
  readonly id: string;
  readonly name: string;
  /**
   * As the directory names it, or the carriers that the number itself tells, the likeliest first;
   * none where it tells none that there is.
   */
  readonly carrier: string | ((groups: MatchGroups) => readonly string[]);
  /**
   * Over the number in capitals without blanks and dashes: anchored, of bounded length, linear. Its
   * groups: `tracking`, what the carrier is asked for (else all of it); `checked`, what the check
   * digit covers, itself last (else `tracking`); `service`, for `services`.
   */
  readonly patterns: readonly RegExp[];
  readonly check?: CheckDigit;
  /** Whether nobody else numbers so, or what tells it apart is little more than its length. */
  readonly mark: 'own' | 'shared';
  /** What the group `service` says; longer codes need not all be known. */
  readonly services?: Readonly<Record<string, string>>;
  /** Where this is known from: the carrier's own papers, who has read them, or numbers only. */
  readonly source: string;
  /** Numbers made for the purpose, or published by the carrier as examples. */
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
}

export type MatchGroups = Readonly<Record<string, string | undefined>>;
