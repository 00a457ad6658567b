import { readFile } from 'node:fs/promises';
import { findAdapter } from '../carriers/index.ts';
import { generateWebhookSecret } from '../carriers/webhook-secret.ts';
import { saveWebhookSecrets } from '../commands/save-carrier-account.ts';
import { readWebhookSecrets } from '../views/webhook-secrets.ts';
import { type Command, type Invocation, textOption } from './command.ts';
import { namedShop, unknownAdapter } from './known-names.ts';

export const carrierSecret: Command = {
  usage: 'carrier secret <shop> <carrier>',
  summary: 'Set the secret of a carrier’s webhooks, from standard input or a file.',
  options: {
    file: { value: '<file>', summary: 'Read the secret from a file, not from standard input.' },
    generate: { summary: 'Make a new secret, store it and print it.' },
    'keep-old': { summary: 'For a rotation: the present secret stays valid beside the new one.' },
  },
  noMoreArguments:
    'a secret does not belong on the command line: the shell’s history keeps it, and the list of ' +
    'processes shows it. Send it by standard input (printf %s "$SECRET" | …), with --file <file>, ' +
    'or make one with --generate',
  run: async (call) => {
    const [, carrier = ''] = call.args;
    if (!findAdapter(carrier)) {
      call.fail(unknownAdapter(carrier));
      return 2;
    }
    const shop = await namedShop(call);
    if (!shop) return 2;
    const isGenerated = call.options['generate'] === true;
    if (isGenerated && call.options['file'] !== undefined) {
      call.fail('give --file or --generate, not both');
      return 2;
    }
    const sql = await call.database();
    const ref = { shopId: shop.id, carrier };
    const encryption = call.encryption();
    const secret = isGenerated ? generateWebhookSecret() : await readSecret(call);
    const keepsOld = call.options['keep-old'] === true;
    const old = keepsOld ? (await readWebhookSecrets(sql, ref, encryption)).slice(0, 1) : [];
    await saveWebhookSecrets(sql, { ...ref, secrets: [secret, ...old] }, encryption);
    call.print(`webhook address: ${call.publicUrl()}/webhooks/carriers/${carrier}/${shop.id}`);
    if (isGenerated) call.print(`secret: ${secret}`);
    return 0;
  },
};

async function readSecret(call: Invocation): Promise<string> {
  const file = textOption(call, 'file');
  return (file === undefined ? await call.input() : await readFile(file, 'utf8')).trim();
}
