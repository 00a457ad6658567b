import { findAdapter } from '../carriers/index.ts';
import { saveCarrierAccount } from '../commands/save-carrier-account.ts';
import type { Command } from './command.ts';
import { namedShop, unknownAdapter } from './known-names.ts';

export const carrierSecret: Command = {
  usage: 'carrier secret <shop> <carrier> <secret…>',
  summary: 'Set the secret of a carrier’s webhooks; during a rotation, two.',
  options: {},
  run: async (call) => {
    const [, carrier = '', ...secrets] = call.args;
    if (!findAdapter(carrier)) {
      call.fail(unknownAdapter(carrier));
      return 2;
    }
    if (secrets.length > 2) {
      call.fail('give one secret, or during a rotation the new one and the old one');
      return 2;
    }
    const shop = await namedShop(call);
    if (!shop) return 2;
    await saveCarrierAccount(await call.database(), { shopId: shop.id, carrier, secrets });
    call.print(`webhook address: /webhooks/carriers/${carrier}/${shop.id}`);
    return 0;
  },
};
