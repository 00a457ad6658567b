/** The headers that tell browsers, search engines and caches what they may do with an answer. */

import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

const NONE = ["'none'"];
const SELF = ["'self'"];
/** Pages are never framed, and no tag changes where their links lead. */
const CLOSED = { defaultSrc: NONE, baseUri: NONE, frameAncestors: NONE };

/** Customers' pages: one style sheet, and forms to the same address. No script runs. */
const PAGES = { ...CLOSED, styleSrc: SELF, imgSrc: ["'self'", 'data:'], formAction: SELF };

/** Pages of people who sign in: a script of ours for passkeys, which calls this site. */
const ACCOUNT = { ...PAGES, scriptSrc: SELF, connectSrc: SELF };

/** Swagger UI: its script and its style sheet, which has pictures in it, and calls to this API. */
const REFERENCE = {
  ...CLOSED,
  scriptSrc: SELF,
  styleSrc: SELF,
  imgSrc: ["'self'", 'data:'],
  connectSrc: SELF,
  formAction: NONE,
};

/** Two years: https://hstspreload.org asks for at least one. */
const HSTS = 'max-age=63072000; includeSubDomains';

/**
 * Sets them on every answer, errors included. The address of a page is a secret, so no referrer
 * leaves it, and no answer is stored or indexed unless a route says otherwise.
 */
export function securityHeaders({ publicUrl }: { readonly publicUrl: string }): MiddlewareHandler {
  const withPolicy = (
    contentSecurityPolicy: typeof REFERENCE | typeof PAGES | typeof ACCOUNT,
    referrerPolicy = 'no-referrer',
  ) =>
    secureHeaders({
      contentSecurityPolicy,
      strictTransportSecurity: publicUrl.startsWith('https:') && HSTS,
      crossOriginOpenerPolicy: 'same-origin',
      crossOriginResourcePolicy: 'same-origin',
      referrerPolicy,
      xFrameOptions: 'DENY',
      permissionsPolicy: PERMISSIONS,
    });
  const pages = withPolicy(PAGES);
  const reference = withPolicy(REFERENCE);
  // Without a referrer, browsers send no origin with a form either.
  const account = withPolicy(ACCOUNT, 'same-origin');
  return async (c, next) => {
    const isAsset = c.req.path.startsWith('/assets/');
    const isReference = /^\/reference(\/|\.js$|$)/.test(c.req.path);
    const isAccount = /^\/account(\/|$)/.test(c.req.path);
    await (isReference ? reference : isAccount ? account : pages)(c, next);
    // Mail programs show pictures and fonts on their own origin.
    if (isAsset) c.res.headers.set('cross-origin-resource-policy', 'cross-origin');
    c.res.headers.set('x-robots-tag', 'noindex, nofollow');
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
  };
}

/** What no page needs. */
const PERMISSIONS = {
  camera: [],
  microphone: [],
  geolocation: [],
  payment: [],
  usb: [],
  displayCapture: [],
  screenWakeLock: [],
};
