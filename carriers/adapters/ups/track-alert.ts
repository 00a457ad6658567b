/**
 * Webhooks of Track Alert, v1 and v2: one event each. Source: UPS's OpenAPI documents
 * (UPSTrackAlert.yaml, UPSTrackAlertEnhanced.yaml). `descriptionCode` is the Track API's
 * `statusCode`; missing values are empty strings.
 */

import type { EstimatedDelivery, ParseResult } from '../../../domain/tracking.ts';
import {
  buildEvent,
  buildPlace,
  buildProof,
  buildResult,
  buildShipment,
  eddFromDate,
  eddFromWindow,
} from '../../reading/build-result.ts';
import { describeFields, type Fields, getText, isRecord, refuse } from '../../reading/document.ts';
import { parseDate } from '../../reading/timestamp.ts';
import { readStatus } from './codes.ts';
import { readTimestamp, resolveTimestamp } from './timestamp.ts';

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
  const number = getText(alert, 'trackingNumber');
  if (number === null) {
    return refuse('malformed', `no trackingNumber in the event: it has ${describeFields(alert)}`);
  }
  const place = buildPlace({
    city: getText(alert, 'activityLocation', 'city'),
    region: getText(alert, 'activityLocation', 'stateProvince'),
    postalCode: getText(alert, 'activityLocation', 'postalCode'),
    country: getText(alert, 'activityLocation', 'country'),
  });
  const timestamp = readTimestamp(alert, TIMES, place);
  if (!timestamp) return refuse('malformed', `no localActivityDate in the event of ${number}`);
  const description = getText(alert, 'activityStatus', 'description');
  const reading = readStatus({
    type: getText(alert, 'activityStatus', 'type'),
    code: getText(alert, 'activityStatus', 'code'),
    statusCode: getText(alert, 'activityStatus', 'descriptionCode'),
    description,
  });
  const event = buildEvent({ reading, timestamp, description, place });
  return buildResult([
    buildShipment({
      carrier: 'ups',
      trackingNumber: number,
      events: [event],
      edd: readEdd(alert, place),
      proofOfDelivery:
        event.status === 'delivered'
          ? buildProof({ at: event.occurredAt, signedBy: getText(alert, 'receivedBy') })
          : null,
      relatedNumbers: [getText(alert, 'alternateTrackingNumber')],
    }),
  ]);
}

function readEdd(
  alert: Fields,
  place: Parameters<typeof resolveTimestamp>[2],
): EstimatedDelivery | null {
  const date = parseDate(getText(alert, 'scheduledDeliveryDate'));
  const from = resolveTimestamp(date, getText(alert, 'deliveryStartTime'), place);
  const until = resolveTimestamp(date, getText(alert, 'deliveryEndTime'), place);
  return eddFromWindow(from, until) ?? eddFromDate(date);
}
