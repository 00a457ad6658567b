/**
 * Webhooks of Track Alert, v1 and v2: one event each. Source: UPS's OpenAPI documents
 * (UPSTrackAlert.yaml, UPSTrackAlertEnhanced.yaml). `descriptionCode` is the Track API's
 * `statusCode`; blanks come as empty texts.
 */

import type { EstimatedDelivery, ParseResult } from '../../../domain/tracking.ts';
import {
  eddOfDate,
  eddOfWindow,
  placeOf,
  proofOf,
  report,
  trackedShipment,
  trackingEvent,
} from '../../reading/build-result.ts';
import { type Fields, fieldsOf, isRecord, refuse, textOf } from '../../reading/document.ts';
import { dateOf } from '../../reading/timestamp.ts';
import { readStatus } from './codes.ts';
import { momentAt, momentIn } from './timestamp.ts';

const TIMES = {
  date: 'localActivityDate',
  time: 'localActivityTime',
  gmtDate: 'gmtActivityDate',
  gmtTime: 'gmtActivityTime',
} as const;

export function isTrackAlert(root: unknown): root is Fields {
  return isRecord(root) && isRecord(root['activityStatus']);
}

export function readTrackAlert(alert: Fields): ParseResult {
  const number = textOf(alert, 'trackingNumber');
  if (number === null) {
    return refuse('malformed', `no trackingNumber in the event: it has ${fieldsOf(alert)}`);
  }
  const place = placeOf({
    city: textOf(alert, 'activityLocation', 'city'),
    region: textOf(alert, 'activityLocation', 'stateProvince'),
    postalCode: textOf(alert, 'activityLocation', 'postalCode'),
    country: textOf(alert, 'activityLocation', 'country'),
  });
  const moment = momentIn(alert, TIMES, place);
  if (!moment) return refuse('malformed', `no localActivityDate in the event of ${number}`);
  const description = textOf(alert, 'activityStatus', 'description');
  const reading = readStatus({
    type: textOf(alert, 'activityStatus', 'type'),
    code: textOf(alert, 'activityStatus', 'code'),
    statusCode: textOf(alert, 'activityStatus', 'descriptionCode'),
    description,
  });
  const event = trackingEvent({ reading, moment, description, place });
  return report([
    trackedShipment({
      carrier: 'ups',
      trackingNumber: number,
      events: [event],
      edd: eddIn(alert, place),
      proofOfDelivery:
        reading.status === 'delivered'
          ? proofOf({ at: event.occurredAt, signedBy: textOf(alert, 'receivedBy') })
          : null,
      relatedNumbers: [textOf(alert, 'alternateTrackingNumber')],
    }),
  ]);
}

function eddIn(alert: Fields, place: Parameters<typeof momentAt>[2]): EstimatedDelivery | null {
  const date = dateOf(textOf(alert, 'scheduledDeliveryDate'));
  const from = momentAt(date, textOf(alert, 'deliveryStartTime'), place);
  const until = momentAt(date, textOf(alert, 'deliveryEndTime'), place);
  return eddOfWindow(from, until) ?? eddOfDate(date);
}
