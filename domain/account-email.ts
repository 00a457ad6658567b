/** The emails about a person's own account. They are in wismr's name and belong to no shop. */

import type { MemberRole } from './member-role.ts';

export const ACCOUNT_EMAIL_KINDS = [
  'sign_in_link',
  'password_reset',
  'invitation',
  'new_sign_in',
  'password_changed',
  'second_factor_changed',
] as const;
export type AccountEmailKind = (typeof ACCOUNT_EMAIL_KINDS)[number];

export interface AccountEmail {
  readonly kind: AccountEmailKind;
  readonly to: string;
  /** What to open. */
  readonly url: string;
  /** For how long a link works, such as `15 minutes`; null: the link is no secret. */
  readonly expiresIn: string | null;
  /** The shop, the role and the person who invites; null in other emails. */
  readonly invitation: {
    /** Null: as an admin of the installation. */
    readonly shopName: string | null;
    readonly role: MemberRole;
    /** Null: an operator. */
    readonly invitedBy: string | null;
  } | null;
  /** Where something happened; null in emails with a link that is a secret. */
  readonly event: {
    /** Epoch milliseconds. */
    readonly at: number;
    /** The program, such as `Firefox on Windows`. */
    readonly device: string;
    readonly address: string | null;
  } | null;
}

/** Sends an email in the background. Never throws: failures are logged. */
export type SendAccountEmail = (email: AccountEmail) => void;
