/** The items of an order or a return. */

import type { Child } from 'hono/jsx';

const ITEMS_SHOWN = 50;

export interface ItemListProps<Item> {
  readonly items: readonly Item[];
  readonly show: (item: Item) => Child;
}

/** Shows the first of very many, and counts the others. */
export function ItemList<Item>({ items, show }: ItemListProps<Item>) {
  const rest = items.length - ITEMS_SHOWN;
  return (
    <>
      <ul class="items">{items.slice(0, ITEMS_SHOWN).map(show)}</ul>
      {rest > 0 ? <p class="soft">{`And ${rest} more ${rest === 1 ? 'item' : 'items'}.`}</p> : null}
    </>
  );
}
