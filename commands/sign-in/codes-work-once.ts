import { createHash } from 'node:crypto';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import type { Sql } from '../../db/connect.ts';
import { insertUsedCode } from '../../db/used-codes.ts';

/**
 * Refuses a code of the second factor that was tried before: whoever has seen it must not use it
 * again. better-auth (1.7.25) takes a code as often as it comes within its 30 seconds.
 */
export function codesWorkOnce(sql: Sql) {
  return {
    id: 'codes-work-once',
    hooks: {
      before: [
        {
          matcher: ({ path }) => path === '/two-factor/verify-totp',
          handler: createAuthMiddleware(async (ctx) => {
            const { context } = ctx;
            const cookie = context.createAuthCookie('two_factor');
            const challenge = await ctx.getSignedCookie(cookie.name, context.secret);
            const found = challenge
              ? await context.internalAdapter.findVerificationValue(challenge)
              : null;
            // Without a challenge, somebody who is signed in sets the second factor up.
            if (!found) return;
            const hash = createHash('sha256').update(String(ctx.body?.code)).digest();
            const isNew = await insertUsedCode(sql, found.value, hash);
            if (!isNew) throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE' });
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}
