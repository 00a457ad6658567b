/** One format of a carrier's tracking numbers. */

import type { CheckDigit } from './check-digits.ts';

export interface NumberFormat {
  /** Unique, for example `ups_1z`. */
  readonly id: string;
  readonly name: string;
  /**
   * The directory id, or a function that reads the possible ids from the number, most likely first.
   */
  readonly carrier: string | ((groups: MatchGroups) => readonly string[]);
  /**
   * Matches the number in capitals without spaces and dashes. Must be anchored, of bounded length
   * and linear. Groups: `tracking`, the number to look up at the carrier (default: all of it);
   * `checked`, the part that ends with the check digit (default: `tracking`); `service`, the key in
   * `services`.
   */
  readonly patterns: readonly RegExp[];
  readonly check?: CheckDigit;
  /**
   * `own`: only this carrier uses the format. `shared`: little more than the length is specific.
   */
  readonly mark: 'own' | 'shared';
  /** Names of services, keyed by the group `service`; may be incomplete. */
  readonly services?: Readonly<Record<string, string>>;
  /** The source: the carrier's documentation, a project that has read it, or numbers in use. */
  readonly source: string;
  /** Made-up numbers, or examples that the carrier published. */
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
}

export type MatchGroups = Readonly<Record<string, string | undefined>>;
