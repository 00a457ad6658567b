import { type Context, Hono } from 'hono';
import { changePreferences, type PageRef } from '../../commands/change-preferences.ts';
import { openPage } from '../../views/page-url.ts';
import { readPreferences } from '../../views/preferences.ts';
import type { PageDeps } from './deps.ts';
import { NotFound, page } from './not-found.tsx';
import { PreferencesPage } from './preferences.tsx';
import { readAllFields, readForm } from './read-form.ts';

const FIELDS = ['optionalEmail', 'optionalSms', 'marketingEmail', 'marketingSms'] as const;
const KINDS = { t: 'order', r: 'return' } as const;

/**
 * The preferences page, and the address that mail programs call when a reader unsubscribes. Link
 * scanners open every address, so only a POST changes anything.
 */
export function preferencesRoutes({ sql, keys, notifyRelay }: PageDeps): Hono {
  const app = new Hono();

  const show = async (c: Context) => {
    c.header('cache-control', 'private, no-store');
    c.header('referrer-policy', 'no-referrer');
    const ref = await pageOf(c, { sql, keys });
    const view = ref && (await readPreferences(sql, ref));
    if (!view) return c.html(page(<NotFound />), 404);
    const pageUrl = `/${c.req.param('kind')}/${encodeURIComponent(c.req.param('token') ?? '')}`;
    const isSaved = c.req.query('saved') === 'yes';
    return c.html(page(<PreferencesPage view={view} isSaved={isSaved} pageUrl={pageUrl} />));
  };

  app.get('/:kind{[tr]}/:token/preferences', show);
  // Who opens the address of a header sees the choices.
  app.get('/:kind{[tr]}/:token/unsubscribe/:class', show);

  app.post('/:kind{[tr]}/:token/preferences', async (c) => {
    c.header('cache-control', 'private, no-store');
    const ref = await pageOf(c, { sql, keys });
    const form = await readAllFields(c);
    const shown = [form['shown']].flat();
    const wanted = Object.fromEntries(
      FIELDS.filter((field) => shown.includes(field)).map((field) => [
        field,
        form[field] === 'yes',
      ]),
    );
    const source = 'preferences page';
    const isKnown = ref && (await changePreferences(sql, ref, { ...wanted, source }));
    if (!isKnown) return c.html(page(<NotFound />), 404);
    notifyRelay();
    const path = `/${c.req.param('kind')}/${encodeURIComponent(c.req.param('token') ?? '')}/preferences`;
    return c.redirect(`${path}?saved=yes`, 303);
  });

  // RFC 8058: no redirect, no cookies, nothing but 200.
  app.post('/:kind{[tr]}/:token/unsubscribe/:class{optional|marketing}', async (c) => {
    c.header('cache-control', 'private, no-store');
    const ref = await pageOf(c, { sql, keys });
    const body = await readForm(c);
    if (body['List-Unsubscribe'] !== 'One-Click') return c.text('', 400);
    const field = c.req.param('class') === 'marketing' ? 'marketingEmail' : 'optionalEmail';
    const source = 'one-click unsubscribe';
    const isKnown = ref && (await changePreferences(sql, ref, { [field]: false, source }));
    if (!isKnown) return c.text('', 404);
    notifyRelay();
    return c.text('', 200);
  });

  return app;
}

async function pageOf(c: Context, deps: Pick<PageDeps, 'sql' | 'keys'>): Promise<PageRef | null> {
  const kind = c.req.param('kind') === 't' ? KINDS.t : KINDS.r;
  const pageId = await openPage(deps, kind, c.req.param('token') ?? '');
  return pageId === null ? null : { kind, pageId };
}
