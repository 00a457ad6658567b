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
  collectDates,
  collectNumbers,
  type FedexScan,
  type PackageIdentifier,
  readPlace,
  type TrackResult,
} from './track-result.ts';

/** A TrackReply, whether or not it stands in an envelope. */
export function findTrackReply(root: unknown): unknown {
  return get(root, 'TrackReply') ?? get(root, 'Envelope', 'Body', 'TrackReply');
}

export function listDetails(reply: unknown): readonly Fields[] {
  const grouped = getList(reply, 'CompletedTrackDetails').flatMap((each) =>
    getRecords(each, 'TrackDetails'),
  );
  return [...grouped, ...getRecords(reply, 'TrackDetails')];
}

/** What went wrong with one number; null where nothing did. */
export function readFailure(details: unknown) {
  return findNotification(details, 'Notification') ?? findNotification(details, 'Notifications');
}

/** What went wrong with the whole request. */
export function readReplyFailure(reply: unknown) {
  const groups = getList(reply, 'CompletedTrackDetails');
  const inner = groups.map((each) => findNotification(each, 'Notifications'));
  const failure = findNotification(reply, 'Notifications') ?? inner.find((each) => each !== null);
  if (failure || getText(reply, 'HighestSeverity') !== 'SUCCESS') return failure ?? null;
  return groups.length > 0 ? refuse('not_found', 'FedEx succeeds, and gives no details') : null;
}

function findNotification(value: unknown, key: string) {
  for (const notification of getRecords(value, key)) {
    const severity = getText(notification, 'Severity');
    if (severity !== 'ERROR' && severity !== 'FAILURE') continue;
    return refuseByMessage(
      getText(notification, 'Message') ?? `error ${getText(notification, 'Code')}`,
    );
  }
  return null;
}

export function buildTrackResult(details: Fields): TrackResult {
  const address = get(details, 'DestinationAddress');
  return {
    number: getText(details, 'TrackingNumber'),
    uniqueId: getText(details, 'TrackingNumberUniqueIdentifier'),
    service:
      getText(details, 'Service', 'Description') ??
      getText(details, 'ServiceInfo') ??
      getText(details, 'ServiceType'),
    scans: getRecords(details, 'Events').map(readScanFields),
    latest: readLatestScan(details),
    dates: {
      ...collectDates(getRecords(details, 'DatesOrTimes'), 'Type', 'DateOrTimestamp'),
      ...readDates(details),
    },
    expected: { begins: null, ends: null },
    promised: { begins: null, ends: null },
    destination: readPlace(address),
    signedBy: getText(details, 'DeliverySignatureName'),
    leftAt: getText(details, 'DeliveryLocationDescription'),
    attempts: getNumber(details, 'DeliveryAttempts'),
    ...collectNumbers(getRecords(details, 'OtherIdentifiers').map(readIdentifier)),
  };
}

function readIdentifier(other: Fields): PackageIdentifier {
  const identifier = get(other, 'PackageIdentifier');
  return { type: getText(identifier, 'Type'), values: [getText(identifier, 'Value')] };
}

function readScanFields(event: Fields): FedexScan {
  return {
    type: getText(event, 'EventType'),
    derived: null,
    exceptionCode: getText(event, 'StatusExceptionCode'),
    exceptionWords: getText(event, 'StatusExceptionDescription'),
    delayType: null,
    words: getText(event, 'EventDescription'),
    time: getText(event, 'Timestamp'),
    place: readPlace(get(event, 'Address')),
  };
}

function readLatestScan(details: Fields): FedexScan {
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
    place: readPlace(get(status, 'Location')),
  };
}

/** Timestamps that were fields of their own before version 9. */
function readDates(details: Fields): TrackResult['dates'] {
  const fields = {
    ACTUAL_DELIVERY: getText(details, 'ActualDeliveryTimestamp'),
    ESTIMATED_DELIVERY: getText(details, 'EstimatedDeliveryTimestamp'),
  };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([k, v]) => (v === null ? [] : [[k, v]])),
  );
}
