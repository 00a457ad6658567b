/** Reads the items of an order. A picture that cannot be used is left out, never the order. */

import type { z } from '@hono/zod-openapi';
import type { OrderRequest } from '../commands/place-order.ts';
import type { Fault } from '../domain/error.ts';
import { checkWebUrl } from '../domain/web-url.ts';
import type { ApiDeps } from './env.ts';
import { linksAllowed, refuseLocalLinks } from './local-links.ts';
import type { itemSchema } from './order-schema.ts';
import { dropped, type Reading, readWritten } from './reading.ts';

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
    readWritten(imageUrl, (text) => readPicture(text, deps)),
  );
  return {
    items: given.map((item, index) => ({
      sku: item.sku ?? null,
      name: item.name,
      quantity: item.quantity,
      price: item.price ?? null,
      url: item.url ?? null,
      imageUrl: pictures[index]?.value ?? null,
      withdrawable: item.withdrawable,
    })),
    warnings: pictures.flatMap(({ warning }, index) =>
      warning === null ? [] : [{ pointer: `/items/${index}/imageUrl`, detail: warning }],
    ),
  };
}

function readPicture(text: string, deps: Pick<ApiDeps, 'publicUrl'>): Reading {
  const picture = checkWebUrl(text, linksAllowed(deps));
  return picture.ok ? { value: picture.url, warning: null } : dropped(picture.detail);
}
