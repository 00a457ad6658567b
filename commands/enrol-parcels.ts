/** Enrols parcels to be polled, in the transaction that brings them under way. */

import type { Queryable } from '../db/connect.ts';
import { enrolParcels, lockPolling, readJourneyNumbers } from '../db/parcel-polls.ts';
import type { JourneyId, ShopId, TrackingNumber } from '../domain/ids.ts';

/** For a parcel that was added, corrected, or moves again. */
export async function enrolNumber(
  tx: Queryable,
  { shopId, trackingNumber }: { readonly shopId: ShopId; readonly trackingNumber: TrackingNumber },
): Promise<void> {
  await enrolNumbers(tx, shopId, [trackingNumber]);
}

/** For journeys that are rebuilt, or open again. */
export async function enrolJourneys(tx: Queryable, ids: readonly JourneyId[]): Promise<void> {
  for (const { shopId, numbers } of await readJourneyNumbers(tx, ids)) {
    await enrolNumbers(tx, shopId, numbers);
  }
}

async function enrolNumbers(
  tx: Queryable,
  shopId: ShopId,
  numbers: readonly TrackingNumber[],
): Promise<void> {
  await Promise.all([lockPolling(tx, shopId, 'shared'), enrolParcels(tx, { shopId, numbers })]);
}
