/**
 * FedEx's old Track web service (SOAP): TrackReply. Source: its answers, versions 2 to 20: up to
 * version 6 the details stand right under the reply, later ones are grouped by what was asked.
 */

import {
  type Fields,
  get,
  getList,
  getNumber,
  getRecords,
  getText,
  refuse,
} from '../../reading/document.ts';
import { refuseByMessage } from '../../reading/unknown-error.ts';
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
  const grouped = getList(reply, 'CompletedTrackDetails').flatMap((each) =>
    getRecords(each, 'TrackDetails'),
  );
  return [...grouped, ...getRecords(reply, 'TrackDetails')];
}

/** What went wrong with one number; null where nothing did. */
export function failureOf(details: unknown) {
  return notificationIn(details, 'Notification') ?? notificationIn(details, 'Notifications');
}

/** What went wrong with the whole request. */
export function failureOfReply(reply: unknown) {
  const groups = getList(reply, 'CompletedTrackDetails');
  const inner = groups.map((each) => notificationIn(each, 'Notifications'));
  const failure = notificationIn(reply, 'Notifications') ?? inner.find((each) => each !== null);
  if (failure || getText(reply, 'HighestSeverity') !== 'SUCCESS') return failure ?? null;
  return groups.length > 0 ? refuse('not_found', 'FedEx succeeds, and gives no details') : null;
}

function notificationIn(value: unknown, key: string) {
  for (const notification of getRecords(value, key)) {
    const severity = getText(notification, 'Severity');
    if (severity !== 'ERROR' && severity !== 'FAILURE') continue;
    return refuseByMessage(
      getText(notification, 'Message') ?? `error ${getText(notification, 'Code')}`,
    );
  }
  return null;
}

export function trackResultOf(details: Fields): TrackResult {
  const address = get(details, 'DestinationAddress');
  return {
    number: getText(details, 'TrackingNumber'),
    uniqueId: getText(details, 'TrackingNumberUniqueIdentifier'),
    service:
      getText(details, 'Service', 'Description') ??
      getText(details, 'ServiceInfo') ??
      getText(details, 'ServiceType'),
    scans: getRecords(details, 'Events').map(scanOf),
    latest: latestOf(details),
    dates: {
      ...datesAmong(getRecords(details, 'DatesOrTimes'), 'Type', 'DateOrTimestamp'),
      ...datesOf(details),
    },
    expected: { begins: null, ends: null },
    promised: { begins: null, ends: null },
    destination: placeIn(address),
    signedBy: getText(details, 'DeliverySignatureName'),
    leftAt: getText(details, 'DeliveryLocationDescription'),
    attempts: getNumber(details, 'DeliveryAttempts'),
    ...numbersAmong(getRecords(details, 'OtherIdentifiers').map(identifierOf)),
  };
}

function identifierOf(other: Fields): Identifier {
  const identifier = get(other, 'PackageIdentifier');
  return { type: getText(identifier, 'Type'), values: [getText(identifier, 'Value')] };
}

function scanOf(event: Fields): Scan {
  return {
    type: getText(event, 'EventType'),
    derived: null,
    exceptionCode: getText(event, 'StatusExceptionCode'),
    exceptionWords: getText(event, 'StatusExceptionDescription'),
    delayType: null,
    words: getText(event, 'EventDescription'),
    time: getText(event, 'Timestamp'),
    place: placeIn(get(event, 'Address')),
  };
}

function latestOf(details: Fields): Scan {
  const status = get(details, 'StatusDetail');
  const [reason] = getRecords(status, 'AncillaryDetails');
  return {
    type: getText(status, 'Code') ?? getText(details, 'StatusCode'),
    derived: null,
    exceptionCode: getText(reason, 'Reason'),
    exceptionWords: getText(reason, 'ReasonDescription'),
    delayType: null,
    words: getText(status, 'Description') ?? getText(details, 'StatusDescription'),
    time: null,
    place: placeIn(get(status, 'Location')),
  };
}

/** Timestamps that were fields of their own before version 9. */
function datesOf(details: Fields): TrackResult['dates'] {
  const fields = {
    ACTUAL_DELIVERY: getText(details, 'ActualDeliveryTimestamp'),
    ESTIMATED_DELIVERY: getText(details, 'EstimatedDeliveryTimestamp'),
  };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([k, v]) => (v === null ? [] : [[k, v]])),
  );
}
