import { Hono } from 'hono';
import type { Child } from 'hono/jsx';
import type { Sql } from '../../db/connect.ts';
import { formatLocale } from '../../domain/format.ts';
import { readTrackingPage } from '../../views/order.ts';
import { readReturnPage } from '../../views/return.ts';
import { Layout } from '../ui/layout.tsx';
import { STYLE } from '../ui/style.ts';
import { ReturnPage } from './return.tsx';
import { TrackingPage } from './tracking.tsx';

export interface PageDeps {
  readonly sql: Sql;
  /** The public address of the pages, without a slash at the end. */
  readonly publicUrl: string;
}

/** The customers' pages. Nobody can guess their addresses; headers stop browsers leaking them. */
export function pageRoutes({ sql, publicUrl }: PageDeps): Hono {
  const app = new Hono();

  app.get('/pages.css', (c) =>
    c.body(STYLE, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    }),
  );

  app.get('/t/:token', async (c) => {
    c.header('cache-control', 'private, no-store');
    c.header('referrer-policy', 'no-referrer');
    const now = Date.now();
    const found = await readTrackingPage(sql, c.req.param('token'), { publicUrl, now });
    if (!found) return c.html(page(<NotFound />), 404);
    const { shop, order } = found;
    const { locale, timeZone } = order.contact;
    const settings = { locale: formatLocale(locale, 'en'), timeZone };
    return c.html(page(<TrackingPage shop={shop} order={order} settings={settings} now={now} />));
  });

  app.get('/r/:token', async (c) => {
    c.header('cache-control', 'private, no-store');
    c.header('referrer-policy', 'no-referrer');
    const now = Date.now();
    const found = await readReturnPage(sql, c.req.param('token'), { publicUrl, now });
    if (!found) return c.html(page(<NotFound />), 404);
    const { shop, view, timeZone, locale } = found;
    const settings = { locale: formatLocale(locale, 'en'), timeZone };
    return c.html(page(<ReturnPage shop={shop} view={view} settings={settings} now={now} />));
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
        <h1>We cannot find this page</h1>
        <p class="soft">
          Please open the link in your latest message again. If the link is split over two lines,
          copy all of it.
        </p>
      </section>
    </Layout>
  );
}
