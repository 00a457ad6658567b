/**
 * FedEx's old Track web service (SOAP): TrackReply. Source: its responses, versions 2 to 20. Up to
 * version 6, the details are directly in the reply; later versions group them by request.
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
import { collectDates, collectNumbers, type PackageIdentifier } from './numbers-and-dates.ts';
import { type FedexScan, readPlace, type TrackResult } from './track-result.ts';

/** A TrackReply, with or without an envelope. */
export function findTrackReply(root: unknown): unknown {
  return get(root, 'TrackReply') ?? get(root, 'Envelope', 'Body', 'TrackReply');
}

export function listDetails(reply: unknown): readonly Fields[] {
  const grouped = getList(reply, 'CompletedTrackDetails').flatMap((each) =>
    getRecords(each, 'TrackDetails'),
  );
  return [...grouped, ...getRecords(reply, 'TrackDetails')];
}

/** The error about one number; null if there is none. */
export function readFailure(details: unknown) {
  return findNotification(details, 'Notification') ?? findNotification(details, 'Notifications');
}

/** The error about the whole request; null if there is none. */
export function readReplyFailure(reply: unknown) {
  const groups = getList(reply, 'CompletedTrackDetails');
  const inner = groups.map((each) => findNotification(each, 'Notifications'));
  const failure = findNotification(reply, 'Notifications') ?? inner.find((each) => each !== null);
  if (failure || getText(reply, 'HighestSeverity') !== 'SUCCESS') return failure ?? null;
  return groups.length > 0 ? refuse('not_found', 'FedEx reports success without details') : null;
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
    latestReasons: getRecords(details, 'StatusDetail', 'AncillaryDetails').map((reason) =>
      getText(reason, 'Reason'),
    ),
    latestWords: listLatestWords(details),
    isSplit: false,
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
    derivedWords: null,
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
    derivedWords: null,
    words: getText(status, 'Description') ?? getText(details, 'StatusDescription'),
    time: null,
    place: readPlace(get(status, 'Location')),
  };
}

function listLatestWords(details: Fields): readonly (string | null)[] {
  const reasons = getRecords(details, 'StatusDetail', 'AncillaryDetails');
  return [
    getText(details, 'StatusDetail', 'Description') ?? getText(details, 'StatusDescription'),
    ...reasons.flatMap((reason) => [
      getText(reason, 'ReasonDescription'),
      getText(reason, 'Action'),
      getText(reason, 'ActionDescription'),
    ]),
  ];
}

/** Before version 9, each timestamp had a field of its own. */
function readDates(details: Fields): TrackResult['dates'] {
  const fields = {
    ACTUAL_DELIVERY: getText(details, 'ActualDeliveryTimestamp'),
    ESTIMATED_DELIVERY: getText(details, 'EstimatedDeliveryTimestamp'),
  };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([k, v]) => (v === null ? [] : [[k, v]])),
  );
}
