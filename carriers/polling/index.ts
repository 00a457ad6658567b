/** The carriers and aggregators with an API that wismr can poll. */

import type { CarrierAdapter } from '../adapter.ts';
import { listAdapters } from '../index.ts';
import type { PollSpec } from './spec.ts';

export type PolledAdapter = CarrierAdapter & { readonly poll: PollSpec };

export function findPollSpec(carrier: string): PollSpec | null {
  return findPolledAdapter(carrier)?.poll ?? null;
}

export function findPolledAdapter(carrier: string): PolledAdapter | null {
  return listPolledAdapters().find(({ id }) => id === carrier) ?? null;
}

export function listPolledAdapters(): readonly PolledAdapter[] {
  return listAdapters().filter((adapter): adapter is PolledAdapter => adapter.poll !== undefined);
}
