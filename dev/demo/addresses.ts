import { findOrder } from '../../db/orders.ts';
import { findReturn } from '../../db/returns.ts';
import { SCENES } from './scenes.ts';
import type { Demo } from './set-up.ts';
import { STORIES } from './story.ts';

/** What there is to open by now, a line each; returns only once they are there. */
export async function addresses(demo: Demo): Promise<readonly string[]> {
  const { shop, apiUrl, sandbox, temporal } = demo;
  const pages = await Promise.all([...STORIES, ...SCENES].map(({ ref }) => pageOf(demo, ref)));
  const rows = [
    ['what customers and staff get', sandbox.url],
    ...pages.flat(),
    ['the API reference', `${apiUrl}/reference`],
    ['the key for it', shop.apiKey],
    ['the Temporal UI', temporal.uiUrl ?? 'of the server that you configured'],
  ];
  const cases = `curl -H 'authorization: Bearer ${shop.apiKey}' ${apiUrl}/v1/escalations`;
  return [
    ...rows.map(([name = '', address]) => `  ${name.padEnd(30)} ${address}`),
    '  escalations for staff:',
    `    ${cases}`,
  ];
}

/** Of an order its tracking page, of a return its own. */
export async function pageOf(
  { sql, shop, apiUrl }: Pick<Demo, 'sql' | 'shop' | 'apiUrl'>,
  ref: string,
): Promise<readonly (readonly [name: string, url: string])[]> {
  const order = await findOrder(sql, shop.id, ref);
  if (order) return [[`order ${ref}`, `${apiUrl}/t/${order.trackingToken}`]];
  const row = await findReturn(sql, shop.id, ref);
  return row ? [[`return ${ref}`, `${apiUrl}/r/${row.trackingToken}`]] : [];
}
