/** Reads the items of an order. A picture that cannot be used is left out, never the order. */

import type { z } from '@hono/zod-openapi';
import type { OrderRequest } from '../commands/place-order.ts';
import type { Fault } from '../domain/error.ts';
import { checkWebUrl } from '../domain/web-url.ts';
import type { ApiDeps } from './env.ts';
import { linksAllowed, refuseLocalLinks } from './local-links.ts';
import type { itemSchema } from './order-schema.ts';

interface ItemsReading {
  readonly items: OrderRequest['items'];
  readonly warnings: readonly Fault[];
}

/** Throws `invalid` for a link that customers cannot open. */
export function parseItems(
  given: readonly z.output<typeof itemSchema>[],
  deps: Pick<ApiDeps, 'publicUrl'>,
): ItemsReading {
  refuseLocalLinks(
    given.map(({ url }, index) => ({ pointer: `/items/${index}/url`, url })),
    deps,
  );
  const pictures = given.map(({ imageUrl }) =>
    imageUrl?.trim() ? checkWebUrl(imageUrl, linksAllowed(deps)) : null,
  );
  return {
    items: given.map((item, index) => {
      const picture = pictures[index];
      return {
        sku: item.sku ?? null,
        name: item.name,
        quantity: item.quantity,
        price: item.price ?? null,
        url: item.url ?? null,
        imageUrl: picture?.ok ? picture.url : null,
        withdrawable: item.withdrawable,
      };
    }),
    warnings: pictures.flatMap((picture, index) =>
      picture === null || picture.ok
        ? []
        : [{ pointer: `/items/${index}/imageUrl`, detail: picture.detail }],
    ),
  };
}
