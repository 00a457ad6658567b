import { Hono } from 'hono';
import { answerDelay } from '../../commands/answer-delay.ts';
import { formatLocale } from '../../domain/format.ts';
import { type OrderId, orderJourneyId, type ReturnId, returnJourneyId } from '../../domain/ids.ts';
import { readDelayPage } from '../../views/delay-page.ts';
import { readTrackingPage } from '../../views/order.ts';
import { isPageOver } from '../../views/page-end.ts';
import { openPage, type PageKind } from '../../views/page-url.ts';
import { readReturnPage } from '../../views/return.ts';
import { STYLE } from '../ui/style.ts';
import { DelayPage } from './delay.tsx';
import type { PageDeps } from './deps.ts';
import { NotFound, Over, page } from './not-found.tsx';
import { preferencesRoutes } from './preferences-routes.tsx';
import { readForm } from './read-form.ts';
import { ReturnPage } from './return.tsx';
import { TrackingPage } from './tracking.tsx';

/** The customers' pages. Nobody can guess their addresses; headers stop browsers leaking them. */
export function pageRoutes(deps: PageDeps): Hono {
  const { sql, publicUrl, keys, pageDays, notifyRelay } = deps;
  const open = (kind: PageKind, token: string) => openPage({ sql, keys }, kind, token);
  const app = new Hono();
  app.route('/', preferencesRoutes(deps));

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
    const pageId = await open('order', c.req.param('token'));
    const found = pageId && (await readTrackingPage(sql, pageId, { publicUrl, keys, now }));
    if (!found) return c.html(page(<NotFound />), 404);
    const { shop, order } = found;
    const journeyId = orderJourneyId(shop.id, order.orderId as OrderId);
    const rights = [order.withdrawUntil];
    if (await isPageOver(sql, journeyId, { days: pageDays, now, rights })) {
      return c.html(page(<Over />), 410);
    }
    const { locale, timeZone } = order.contact;
    const settings = { locale: formatLocale(locale, 'en'), timeZone };
    return c.html(page(<TrackingPage shop={shop} order={order} settings={settings} now={now} />));
  });

  app.get('/t/:token/delay', async (c) => {
    c.header('cache-control', 'private, no-store');
    c.header('referrer-policy', 'no-referrer');
    const token = c.req.param('token');
    const pageId = await open('order', token);
    const view = pageId && (await readDelayPage(sql, pageId, Date.now()));
    if (!view) return c.html(page(<NotFound />), 404);
    const settings = { locale: formatLocale(view.locale, 'en'), timeZone: view.timeZone };
    const orderUrl = `${publicUrl}/t/${token}`;
    return c.html(page(<DelayPage view={view} settings={settings} orderUrl={orderUrl} />));
  });

  // Mail scanners open every link, so only a form answers.
  app.post('/t/:token/delay', async (c) => {
    c.header('cache-control', 'private, no-store');
    const token = c.req.param('token');
    const { answer, delay } = await readForm(c);
    const isAnswer = answer === 'consent' || answer === 'cancel';
    if (isAnswer) {
      const pageId = await open('order', token);
      const given = { answer, delay: Number(delay) } as const;
      const isKnown = pageId !== null && (await answerDelay(sql, pageId, given));
      if (!isKnown) return c.html(page(<NotFound />), 404);
      notifyRelay();
    }
    return c.redirect(`/t/${encodeURIComponent(token)}/delay`, 303);
  });

  app.get('/r/:token', async (c) => {
    c.header('cache-control', 'private, no-store');
    c.header('referrer-policy', 'no-referrer');
    const now = Date.now();
    const pageId = await open('return', c.req.param('token'));
    const found = pageId && (await readReturnPage(sql, pageId, { publicUrl, keys, now }));
    if (!found) return c.html(page(<NotFound />), 404);
    const { shop, view, timeZone, locale } = found;
    const journeyId = returnJourneyId(shop.id, view.returnId as ReturnId);
    const rights = [view.postBy, view.refundBy];
    if (await isPageOver(sql, journeyId, { days: pageDays, now, rights })) {
      return c.html(page(<Over />), 410);
    }
    const settings = { locale: formatLocale(locale, 'en'), timeZone };
    return c.html(page(<ReturnPage shop={shop} view={view} settings={settings} now={now} />));
  });

  return app;
}
