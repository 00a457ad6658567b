/** The estimated day of a delivery, and its hours. */

import { localDate } from '../../domain/calendar.ts';
import { describeWindow, type TimeWindow } from '../../domain/delivery-window.ts';
import { formatLongDay, type LocaleSettings } from '../../domain/format.ts';
import type { EddView } from '../../views/order.ts';

interface ExpectedProps {
  readonly edd: EddView;
  readonly settings: LocaleSettings;
  /** Epoch milliseconds. */
  readonly now: number;
}

export function Expected({ edd, settings, now }: ExpectedProps) {
  const day = formatLongDay(edd.date, settings);
  if (edd.date < localDate(now, settings.timeZone)) {
    return (
      <p class="edd">
        It was expected on <b>{day}</b>. We are sorry that it is late.
      </p>
    );
  }
  const hours = hoursOf(edd, now, settings);
  return (
    <p class="edd">
      Expected{' '}
      <b>
        {day}
        {hours ? `, ${hours}` : ''}
      </b>
    </p>
  );
}

/** The hours of a parcel that is out for delivery. Empty if they are not known, or are over. */
export function Today({ edd, settings, now }: ExpectedProps) {
  const hours = edd.date === localDate(now, settings.timeZone) && hoursOf(edd, now, settings);
  return hours ? (
    <p class="edd">
      Today <b>{hours}</b>
    </p>
  ) : null;
}

function hoursOf(edd: EddView, now: number, settings: LocaleSettings): string | null {
  const { date, from, until } = edd;
  const instant = (time: string | null) => (time === null ? null : Date.parse(time));
  const window = describeWindow(
    { date, from: instant(from), until: instant(until) },
    now,
    settings,
  );
  return window && inWords(window);
}

function inWords({ from, until }: TimeWindow): string {
  if (from === null) return `by ${until}`;
  return until === null ? `from ${from}` : `between ${from} and ${until}`;
}
