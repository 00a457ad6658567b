/** When the customers' pages were made. */

import type { Queryable } from './connect.ts';

interface PageId {
  readonly kind: 'order' | 'return';
  readonly pageId: string;
}

export async function isPageMadeBefore(
  sql: Queryable,
  { kind, pageId }: PageId,
  time: Date,
): Promise<boolean> {
  const table = kind === 'order' ? 'customer_order' : 'customer_return';
  const rows = await sql`
    select from ${sql(table)} where page_id = ${pageId} and created_at < ${time}`;
  return rows.length > 0;
}
