/**
 * FedEx's old Track web service (SOAP): TrackReply. Source: its answers, versions 2 to 20: up to
 * version 6 the details stand right under the reply, later ones are grouped by what was asked.
 */

import {
  type Fields,
  get,
  listOf,
  numberOf,
  recordsOf,
  refuse,
  textOf,
} from '../../reading/document.ts';
import { refuseByWords } from '../../reading/unknown-error.ts';
import {
  datesAmong,
  type Identifier,
  numbersAmong,
  placeIn,
  type Scan,
  type TrackResult,
} from './track-result.ts';

/** A TrackReply, whether or not it stands in an envelope. */
export function trackReplyIn(root: unknown): unknown {
  return get(root, 'TrackReply') ?? get(root, 'Envelope', 'Body', 'TrackReply');
}

export function detailsIn(reply: unknown): readonly Fields[] {
  const grouped = listOf(reply, 'CompletedTrackDetails').flatMap((each) =>
    recordsOf(each, 'TrackDetails'),
  );
  return [...grouped, ...recordsOf(reply, 'TrackDetails')];
}

/** What went wrong with one number; null where nothing did. */
export function failureOf(details: unknown) {
  return notificationIn(details, 'Notification') ?? notificationIn(details, 'Notifications');
}

/** What went wrong with the whole request. */
export function failureOfReply(reply: unknown) {
  const groups = listOf(reply, 'CompletedTrackDetails');
  const inner = groups.map((each) => notificationIn(each, 'Notifications'));
  const failure = notificationIn(reply, 'Notifications') ?? inner.find((each) => each !== null);
  if (failure || textOf(reply, 'HighestSeverity') !== 'SUCCESS') return failure ?? null;
  return groups.length > 0 ? refuse('not_found', 'FedEx succeeds, and gives no details') : null;
}

function notificationIn(value: unknown, key: string) {
  for (const notification of recordsOf(value, key)) {
    const severity = textOf(notification, 'Severity');
    if (severity !== 'ERROR' && severity !== 'FAILURE') continue;
    return refuseByWords(
      textOf(notification, 'Message') ?? `error ${textOf(notification, 'Code')}`,
    );
  }
  return null;
}

export function trackResultOf(details: Fields): TrackResult {
  const address = get(details, 'DestinationAddress');
  return {
    number: textOf(details, 'TrackingNumber'),
    uniqueId: textOf(details, 'TrackingNumberUniqueIdentifier'),
    service:
      textOf(details, 'Service', 'Description') ??
      textOf(details, 'ServiceInfo') ??
      textOf(details, 'ServiceType'),
    scans: recordsOf(details, 'Events').map(scanOf),
    latest: latestOf(details),
    dates: {
      ...datesAmong(recordsOf(details, 'DatesOrTimes'), 'Type', 'DateOrTimestamp'),
      ...datesOf(details),
    },
    expected: { begins: null, ends: null },
    promised: { begins: null, ends: null },
    destination: placeIn(address),
    signedBy: textOf(details, 'DeliverySignatureName'),
    leftAt: textOf(details, 'DeliveryLocationDescription'),
    attempts: numberOf(details, 'DeliveryAttempts'),
    ...numbersAmong(recordsOf(details, 'OtherIdentifiers').map(identifierOf)),
  };
}

function identifierOf(other: Fields): Identifier {
  const identifier = get(other, 'PackageIdentifier');
  return { type: textOf(identifier, 'Type'), values: [textOf(identifier, 'Value')] };
}

function scanOf(event: Fields): Scan {
  return {
    type: textOf(event, 'EventType'),
    derived: null,
    exceptionCode: textOf(event, 'StatusExceptionCode'),
    exceptionWords: textOf(event, 'StatusExceptionDescription'),
    delayType: null,
    words: textOf(event, 'EventDescription'),
    time: textOf(event, 'Timestamp'),
    place: placeIn(get(event, 'Address')),
  };
}

function latestOf(details: Fields): Scan {
  const status = get(details, 'StatusDetail');
  const [reason] = recordsOf(status, 'AncillaryDetails');
  return {
    type: textOf(status, 'Code') ?? textOf(details, 'StatusCode'),
    derived: null,
    exceptionCode: textOf(reason, 'Reason'),
    exceptionWords: textOf(reason, 'ReasonDescription'),
    delayType: null,
    words: textOf(status, 'Description') ?? textOf(details, 'StatusDescription'),
    time: null,
    place: placeIn(get(status, 'Location')),
  };
}

/** Timestamps that were fields of their own before version 9. */
function datesOf(details: Fields): TrackResult['dates'] {
  const fields = {
    ACTUAL_DELIVERY: textOf(details, 'ActualDeliveryTimestamp'),
    ESTIMATED_DELIVERY: textOf(details, 'EstimatedDeliveryTimestamp'),
  };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([k, v]) => (v === null ? [] : [[k, v]])),
  );
}
