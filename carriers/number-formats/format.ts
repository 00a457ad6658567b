/** One format of a carrier's tracking numbers. */

import type { CheckDigit } from './check-digits.ts';

export interface NumberFormat {
  /** Unique: `ups_1z`. */
  readonly id: string;
  readonly name: string;
  /**
   * The directory's id, or a function that returns the ids that the number shows, the likeliest
   * first.
   */
  readonly carrier: string | ((groups: MatchGroups) => readonly string[]);
  /**
   * Matches the number in capitals without spaces and dashes: anchored, of bounded length, linear.
   * Groups: `tracking`, the number to ask the carrier about (default: all of it); `checked`, the
   * part with the check digit at its end (default: `tracking`); `service`, the key in `services`.
   */
  readonly patterns: readonly RegExp[];
  readonly check?: CheckDigit;
  /** `own`: only this carrier has the format. `shared`: little more than the length is special. */
  readonly mark: 'own' | 'shared';
  /** Names of services by the group `service`; need not be complete. */
  readonly services?: Readonly<Record<string, string>>;
  /** The source: the carrier's documents, someone who has read them, or numbers in use. */
  readonly source: string;
  /** Made-up numbers, or the carrier's published examples. */
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
}

export type MatchGroups = Readonly<Record<string, string | undefined>>;
