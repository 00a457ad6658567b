/** The inbox: all messages as customers see them. It works without scripts; with them, it is live. */

import { Hono } from 'hono';
import { html } from 'hono/html';
import { streamSSE } from 'hono/streaming';
import type { SandboxEnv } from './faults.ts';
import { VIEWS } from './inbox-link.ts';
import { InboxPage, type InboxView } from './inbox-page.tsx';
import { INBOX_SCRIPT } from './inbox-script.ts';
import { INBOX_STYLE } from './inbox-style.ts';
import type { Ledger } from './ledger.ts';
import type { Reply } from './twilio-callbacks.ts';

export interface InboxOptions {
  readonly ledger: Ledger;
  readonly now: () => number;
  readonly takeReply: (reply: Reply) => void;
}

/** The page loads only its own script and style. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
].join('; ');

/** An email in its frame may load pictures and styles, as in a mail program, but no scripts. */
const EMAIL_POLICY = [
  'sandbox allow-popups allow-popups-to-escape-sandbox',
  "default-src 'none'",
  'img-src * data:',
  "style-src * 'unsafe-inline'",
  'font-src * data:',
].join('; ');

const LIST_LENGTH_MAX = 200;

export function inboxPages({ ledger, now, takeReply }: InboxOptions): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();

  app.get('/', (c) => {
    c.header('content-security-policy', PAGE_POLICY);
    c.header('cache-control', 'no-store');
    const view = viewOf(c.req.query(), ledger);
    return c.html(html`<!doctype html>${<InboxPage {...view} ledger={ledger} now={now()} />}`);
  });

  app.get('/inbox/:id/html', (c) => {
    const email = ledger.find(c.req.param('id'));
    if (email?.provider !== 'resend' || email.html === null) return c.notFound();
    c.header('content-security-policy', EMAIL_POLICY);
    // Makes links open in a new tab, not inside the frame. It stands at the end, because the email's
    // doctype must come first.
    return c.html(`${email.html}<base target="_blank">`);
  });

  app.post('/inbox/replies', async (c) => {
    const { from, to, body, back, provider: given } = await c.req.parseBody();
    const provider = given === 'sinch' ? 'sinch' : 'twilio';
    takeReply({ provider, from: String(from), to: String(to), body: String(body) });
    return c.redirect(`/?${new URLSearchParams(String(back ?? ''))}`, 303);
  });

  app.get('/inbox/changes', (c) =>
    streamSSE(c, async (stream) => {
      let notify = () => {};
      const stopListening = ledger.onChange(() => notify());
      stream.onAbort(() => {
        stopListening();
        notify();
      });
      while (!stream.aborted) {
        const changed = new Promise<void>((resolve) => {
          notify = resolve;
        });
        await stream.writeSSE({ event: 'change', data: String(ledger.size) });
        await changed;
      }
    }),
  );

  app.get('/inbox.css', (c) => c.body(INBOX_STYLE, 200, { 'content-type': 'text/css' }));
  app.get('/inbox.js', (c) => c.body(INBOX_SCRIPT, 200, { 'content-type': 'text/javascript' }));
  app.get('/favicon.ico', (c) => c.body(null, 204));
  return app;
}

function viewOf(query: Record<string, string>, ledger: Ledger): InboxView {
  const to = query['to']?.trim() || null;
  const messages = ledger
    .accepted(to === null ? {} : { to })
    .toReversed()
    .slice(0, LIST_LENGTH_MAX);
  const asked = messages.find((message) => message.id === query['message']);
  return {
    to,
    messages,
    selected: asked ?? messages[0] ?? null,
    explicit: asked !== undefined,
    view: VIEWS.find((view) => view === query['view']) ?? 'wide',
  };
}
