/** When a customer's next morning begins, for messages that wait for it. */

import { addDays, instantAt, isBusinessDay, localDate } from '../calendar.ts';
import type { ContactFacts } from '../contact.ts';
import type { Policy, ShopCalendar } from '../policy/policy.ts';

/** When the customer's next morning begins: today's, if the day has just begun. */
export function nextMorning({ contact, policy, now }: CustomerHours): number {
  const { timeZone } = contact;
  const today = localDate(now, timeZone);
  const begins = policy.quietHours.email?.until ?? MORNING;
  const morning = instantAt(today, begins, timeZone);
  return now < morning ? morning : instantAt(addDays(today, 1), begins, timeZone);
}

/** The same on a business day: on others, carriers end no trouble either. */
export function nextWorkingMorning({ calendar, ...context }: BusinessHours): number {
  const { timeZone } = context.contact;
  let morning = nextMorning(context);
  for (
    let days = 0;
    days < 7 && !isBusinessDay(localDate(morning, timeZone), calendar);
    days += 1
  ) {
    morning = nextMorning({ ...context, now: morning });
  }
  return morning;
}

const MORNING = '08:00';

export interface CustomerHours {
  readonly contact: ContactFacts;
  readonly policy: Pick<Policy, 'quietHours'>;
  readonly now: number;
}

export interface BusinessHours extends CustomerHours {
  readonly calendar: ShopCalendar;
}
