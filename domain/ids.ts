/** Names of things. Branded, so that one cannot be passed where another is meant. */

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A shop's short name in URLs and workflow ids: `[a-z0-9-]{1,40}`. */
export type ShopId = Branded<'ShopId'>;
/** The shop's own reference of an order, as the shop writes it, 1–100 characters. */
export type OrderId = Branded<'OrderId'>;
/** The shop's own reference of a shipment, or one that the engine made. */
export type ShipmentId = Branded<'ShipmentId'>;
/** The shop's own reference of a return. */
export type ReturnId = Branded<'ReturnId'>;
/** `order/<shop>/<orderId>` or `return/<shop>/<returnId>`; also the workflow's id. */
export type JourneyId = Branded<'JourneyId'>;
/** A carrier's number for one parcel, in capitals and without blanks. */
export type TrackingNumber = Branded<'TrackingNumber'>;
/** An idempotency key made of facts. Up to some 350 characters where a shop's references are long. */
export type NotificationKey = Branded<'NotificationKey'>;

/** The shop of a journey, from the journey's id alone. */
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

/** Takes a journey id apart. Shop ids have no slash; a reference may. Throws on anything else. */
export function parseJourneyId(id: string): JourneyRef {
  const [kind, shopId, ...rest] = id.split('/');
  const known = JOURNEY_KINDS.find((each) => each === kind);
  if (!known || !shopId || rest.length === 0) throw new Error(`not a journey id: ${id}`);
  return { kind: known, shopId: shopId as ShopId, ref: rest.join('/') };
}

/** One spelling per tracking number: carriers and people add blanks, dots and dashes. */
export function normalizeTrackingNumber(written: string): TrackingNumber {
  return written.replace(/[\s.-]+/g, '').toUpperCase() as TrackingNumber;
}
