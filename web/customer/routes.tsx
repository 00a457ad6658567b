import { Hono } from 'hono';
import type { Child } from 'hono/jsx';
import type { ApiDeps, ApiEnv } from '../../api/env.ts';
import { readContact } from '../../db/contacts.ts';
import { findOrderByToken } from '../../db/orders.ts';
import { findReturnByToken } from '../../db/returns.ts';
import { findShop } from '../../db/shops.ts';
import { readOrderView } from '../../views/order.ts';
import { readReturnView } from '../../views/return.ts';
import { Layout } from '../ui/layout.tsx';
import { STYLE } from '../ui/style.ts';
import { ReturnPage } from './return.tsx';
import { TrackingPage } from './tracking.tsx';

/** The pages of customers. Their addresses cannot be guessed, and are not to be passed on. */
export function pageRoutes({ sql, publicUrl }: ApiDeps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.get('/pages.css', (c) =>
    c.body(STYLE, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    }),
  );

  app.get('/t/:token', async (c) => {
    c.header('cache-control', 'private, no-store');
    c.header('referrer-policy', 'no-referrer');
    const order = await findOrderByToken(sql, c.req.param('token'));
    const shop = order && (await findShop(sql, order.shopId));
    if (!order || !shop) return c.html(page(<NotFound />), 404);
    const now = Date.now();
    const view = await readOrderView(sql, order, { publicUrl, now });
    const voice = {
      locale: 'en',
      timeZone: view.contact.timeZone ?? shop.timeZone,
    };
    return c.html(page(<TrackingPage {...{ shop, order: view, voice, now }} />));
  });

  app.get('/r/:token', async (c) => {
    c.header('cache-control', 'private, no-store');
    c.header('referrer-policy', 'no-referrer');
    const row = await findReturnByToken(sql, c.req.param('token'));
    const shop = row && (await findShop(sql, row.shopId));
    if (!row || !shop) return c.html(page(<NotFound />), 404);
    const now = Date.now();
    const [view, contact] = await Promise.all([
      readReturnView(sql, row, { publicUrl, now }),
      readContact(sql, row.contactId),
    ]);
    const voice = { locale: 'en', timeZone: contact.timeZone };
    return c.html(page(<ReturnPage {...{ shop, view, voice, now }} />));
  });

  return app;
}

function page(content: Child): string {
  return `<!doctype html>${content}`;
}

function NotFound() {
  return (
    <Layout title="Not found" lang="en">
      <section>
        <h1>We do not know this address</h1>
        <p class="soft">
          Please open the link from your latest message again. If it was cut in two, copy both
          halves.
        </p>
      </section>
    </Layout>
  );
}
