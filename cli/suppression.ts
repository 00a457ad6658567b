import { liftSuppression } from '../commands/lift-suppression.ts';
import type { Command } from './command.ts';
import { namedShop } from './known-names.ts';

export const suppressionLift: Command = {
  usage: 'suppression lift <shop> <address>',
  summary: 'Send again to an email address that bounced.',
  options: {},
  run: async (call) => {
    const [, address = ''] = call.args;
    const shop = await namedShop(call);
    if (!shop) return 2;
    const { lifted, left } = await liftSuppression(
      { sql: await call.database(), keys: await call.keys() },
      shop.id,
      address,
    );
    if (left.includes('opted_out')) {
      call.fail('the customer replied STOP: only a reply with START lifts that');
      return 1;
    }
    call.print(
      lifted.length === 0
        ? `${shop.id} does not suppress this address`
        : `lifted (${lifted.join(', ')}); remove the address from Resend’s suppressions, too`,
    );
    return 0;
  },
};
