/** Ids. Each kind is a branded string, so that one kind cannot be passed for another. */

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A shop's short name in URLs and workflow ids: `[a-z0-9-]{1,40}`. */
export type ShopId = Branded<'ShopId'>;
/** The shop's own reference for an order, as the shop writes it, 1–100 characters. */
export type OrderId = Branded<'OrderId'>;
/** The shop's own reference for a shipment, or one that the engine generated. */
export type ShipmentId = Branded<'ShipmentId'>;
/** The shop's own reference for a return. */
export type ReturnId = Branded<'ReturnId'>;
/** `order/<shop>/<orderId>` or `return/<shop>/<returnId>`; also the workflow's id. */
export type JourneyId = Branded<'JourneyId'>;
/** A carrier's number for one parcel, in capitals and without spaces. */
export type TrackingNumber = Branded<'TrackingNumber'>;
/** An idempotency key made of facts. Up to about 350 characters with long references. */
export type NotificationKey = Branded<'NotificationKey'>;

/** The parts of a journey id. */
export interface JourneyRef {
  readonly kind: JourneyKind;
  readonly shopId: ShopId;
  readonly ref: string;
}

export const JOURNEY_KINDS = ['order', 'return'] as const;
export type JourneyKind = (typeof JOURNEY_KINDS)[number];

export const SHOP_ID_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

export function orderJourneyId(shopId: ShopId, orderId: OrderId): JourneyId {
  return `order/${shopId}/${orderId}` as JourneyId;
}

export function returnJourneyId(shopId: ShopId, returnId: ReturnId): JourneyId {
  return `return/${shopId}/${returnId}` as JourneyId;
}

/** Parses a journey id. The reference may contain slashes. Throws an `Error` for any other text. */
export function parseJourneyId(id: string): JourneyRef {
  const [kind, shopId, ...rest] = id.split('/');
  const known = JOURNEY_KINDS.find((each) => each === kind);
  if (!known || !shopId || rest.length === 0) throw new Error(`not a journey id: ${id}`);
  return { kind: known, shopId: shopId as ShopId, ref: rest.join('/') };
}

export function isJourneyId(id: string): id is JourneyId {
  try {
    parseJourneyId(id);
    return true;
  } catch {
    return false;
  }
}

/** One message to one contact by one channel. Made of facts, so that the same facts give it again. */
export function notificationKey(
  journeyId: string,
  milestoneId: string,
  channel: string,
): NotificationKey {
  return `${journeyId}/${milestoneId}/${channel}` as NotificationKey;
}

/** Removes the blanks, dots and dashes that carriers and people add, and capitalizes the rest. */
export function normalizeTrackingNumber(written: string): TrackingNumber {
  return written.replace(/[\s.-]+/g, '').toUpperCase() as TrackingNumber;
}
