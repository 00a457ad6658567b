/** `wismr policy`: prints or sets a shop's policy. */

import { readFileSync } from 'node:fs';
import { text as readStream } from 'node:stream/consumers';
import { parsePolicy } from '../commands/policy-schema.ts';
import { savePolicy } from '../commands/save-policy.ts';
import { effectivePolicy } from '../views/effective-policy.ts';
import { readPolicy } from '../views/policy.ts';
import type { Command } from './command.ts';
import { namedShop } from './known-names.ts';

export const policyShow: Command = {
  usage: 'policy show <shop>',
  summary: 'Print the policy of a shop: docs/policy.md.',
  options: { effective: { summary: 'Fill in all defaults. Without it, print only what is set.' } },
  run: async (call) => {
    const shop = await namedShop(call);
    if (!shop) return 2;
    const { document } = await readPolicy(await call.database(), shop.id);
    const whole = call.options['effective'] ? effectivePolicy(document, shop) : document;
    call.print(JSON.stringify(whole, null, 2));
    return 0;
  },
};

export const policySet: Command = {
  usage: 'policy set <shop> <file>',
  summary: 'Check a JSON file (`-`: stdin) and make it the policy of a shop.',
  options: {},
  run: async (call) => {
    const [, file = ''] = call.args;
    const written = file === '-' ? await readStream(process.stdin) : readFileSync(file, 'utf8');
    const document = parsePolicy(JSON.parse(written));
    const shop = await namedShop(call);
    if (!shop) return 2;
    const { version, result } = await savePolicy(await call.database(), shop.id, document);
    call.print(
      result === 'changed'
        ? `version ${version} now applies`
        : `unchanged: version ${version} is the same`,
    );
    return 0;
  },
};
