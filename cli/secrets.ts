import { reencryptSecrets } from '../commands/reencrypt-secrets.ts';
import { assertEncryption } from '../views/webhook-secrets.ts';
import type { Command } from './command.ts';

export const secretsReencrypt: Command = {
  usage: 'secrets reencrypt',
  summary: 'Encrypt everything again with the first CREDENTIALS_KEY.',
  options: {},
  run: async (call) => {
    const encryption = assertEncryption(call.encryption());
    const { accounts, changed } = await reencryptSecrets(await call.database(), encryption);
    call.print(`${changed} of ${accounts} carrier accounts had an older key`);
    call.print('CREDENTIALS_KEY needs only its first key now; backups need the older ones');
    return 0;
  },
};
