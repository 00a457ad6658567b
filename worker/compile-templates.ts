/** Compiles the shops' messages after the worker has started. */

import type { ActivityDeps } from '../activities/deps.ts';
import { listShops } from '../views/shop.ts';

/** Compiling a shop's messages takes seconds: with more shops, the others compile when they send. */
const SHOPS_MAX = 10;

/** In the background: the worker sends meanwhile. Never throws. */
export async function compileTemplates(
  { sql, renderer, log }: Pick<ActivityDeps, 'sql' | 'renderer' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  try {
    const shops = await listShops(sql);
    for (const { brand, name: shopName, locale } of shops.slice(0, SHOPS_MAX)) {
      const failed = await renderer.compileAll({ brand, shopName, locale }, signal);
      if (failed > 0) log.warn({ brand, locale, failed }, 'messages that cannot be compiled');
    }
  } catch (error) {
    log.warn({ err: error }, 'the messages were not compiled ahead; each is when it is sent');
  }
}
