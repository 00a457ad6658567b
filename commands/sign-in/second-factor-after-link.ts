import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { deleteSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';
import { LIFETIMES } from './auth-options.ts';

/**
 * Asks for the second factor after a link from an email, too. better-auth (1.7.25) asks only after a
 * password, and an email account alone must not open what a person has protected by two factors. The
 * session is replaced by the same challenge as after a password: `two-factor/index.mjs` of the
 * library writes these two rows and this cookie. A test signs in this way, so an upgrade that changes
 * them is noticed.
 */
export const secondFactorAfterLink = {
  id: 'second-factor-after-link',
  hooks: {
    after: [
      {
        matcher: ({ path }) => path === '/magic-link/verify',
        handler: createAuthMiddleware(async (ctx) => {
          const made = ctx.context.newSession;
          if (made?.user['twoFactorEnabled'] !== true) return;
          const { internalAdapter } = ctx.context;
          deleteSessionCookie(ctx, true);
          await internalAdapter.deleteSession(made.session.token);
          ctx.context.setNewSession(null);
          const maxAge = LIFETIMES.secondFactor;
          const identifier = `2fa-${generateRandomString(20)}`;
          const expiresAt = new Date(Date.now() + maxAge * 1_000);
          const rows = [
            { identifier, value: made.user.id },
            { identifier: `2fa-attempts-${identifier}`, value: '0' },
          ];
          for (const row of rows) {
            await internalAdapter.createVerificationValue({ ...row, expiresAt });
          }
          const cookie = ctx.context.createAuthCookie('two_factor', { maxAge });
          await ctx.setSignedCookie(cookie.name, identifier, ctx.context.secret, cookie.attributes);
          return ctx.json({ twoFactorRedirect: true });
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin;
