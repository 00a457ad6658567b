import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';

/**
 * The request's address as the route has it: `/v1/customers/:id`. For the log: what stands in an
 * address may be a customer's email, or the secret of a page.
 */
export function routeOf(c: Context): string {
  const route = matchedRoutes(c).findLast(({ method }) => method !== 'ALL');
  return `${c.req.method} ${route?.path ?? 'an address without a route'}`;
}
