/** How a customer can be reached, without the addresses themselves: safe to enter Temporal. */

import type { Channel } from './message.ts';

export interface ContactFacts {
  /** Whether there is an email address. */
  readonly email: boolean;
  /** Whether there is a phone number. */
  readonly phone: boolean;
  readonly consent: Readonly<Record<Channel, boolean>>;
  /** BCP 47. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
}
