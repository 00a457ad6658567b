import type { Context } from 'hono';
import type { AccountEmailKind } from '../../domain/account-email.ts';
import { deviceWords } from '../../domain/device-words.ts';
import type { AccountDeps, SignIn } from './deps.ts';

/** Sends a notice that the way a person signs in was changed, from where and with what. */
export function notifyChange(
  c: Context,
  deps: Pick<AccountDeps, 'publicUrl' | 'addressOf'> & { readonly signIn: SignIn },
  { to, kind }: { readonly to: string; readonly kind: AccountEmailKind },
): void {
  deps.signIn.sendEmail({
    kind,
    to,
    url: `${deps.publicUrl}/account/security`,
    expiresIn: null,
    invitation: null,
    event: {
      at: Date.now(),
      device: deviceWords(c.req.header('user-agent')),
      address: deps.addressOf(c),
    },
  });
}
