import type { Sql } from '../../db/connect.ts';
import { createApiKey, saveCarrierAccount, saveShop } from '../../db/shops.ts';
import type { ShopId } from '../../domain/ids.ts';

export interface DemoShop {
  readonly id: ShopId;
  readonly apiKey: string;
  readonly easypostSecret: string;
  /** Where it is about noon now: the demo shows what is told by day, whatever time it is here. */
  readonly timeZone: string;
}

/** A shop of its own for each run, so that one demo does not meet the orders of another. */
export async function createDemoShop(sql: Sql, now: number): Promise<DemoShop> {
  const id = `demo-${Math.floor(now / 1_000).toString(36)}` as ShopId;
  const timeZone = zoneAtNoon(now);
  await saveShop(sql, {
    id,
    name: 'Alder & Finch',
    brand: 'default',
    locale: 'en',
    timeZone,
    country: 'US',
  });
  const easypostSecret = 'demo-webhook-secret';
  await saveCarrierAccount(sql, { shopId: id, carrier: 'easypost', secrets: [easypostSecret] });
  return { id, timeZone, easypostSecret, apiKey: await createApiKey(sql, id, 'demo') };
}

// In POSIX's names the sign is the other way round: Etc/GMT-5 is five hours east.
function zoneAtNoon(now: number): string {
  const east = 12 - new Date(now).getUTCHours();
  return east === 0 ? 'Etc/GMT' : `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
}
