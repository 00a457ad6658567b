/** `wismr policy`: what a shop expects by when, and what is done when it does not come. */

import { readFileSync } from 'node:fs';
import { text as readStream } from 'node:stream/consumers';
import { parsePolicy } from '../commands/policy-schema.ts';
import { savePolicy } from '../commands/save-policy.ts';
import { effectivePolicy } from '../views/effective-policy.ts';
import { readPolicy } from '../views/policy.ts';
import { findShop } from '../views/shop.ts';
import type { Command } from './command.ts';
import { knownShop } from './shop.ts';

export const policyShow: Command = {
  usage: 'policy show <shop>',
  summary: 'Print the policy of a shop; --effective with all defaults filled in.',
  options: { effective: 'boolean' },
  run: async (call) => {
    const shopId = await knownShop(call);
    if (!shopId) return 2;
    const sql = await call.database();
    const { document } = await readPolicy(sql, shopId);
    const shop = await findShop(sql, shopId);
    const whole = call.options['effective'] && shop ? effectivePolicy(document, shop) : document;
    call.print(JSON.stringify(whole, null, 2));
    return 0;
  },
};

export const policySet: Command = {
  usage: 'policy set <shop> <file>',
  summary: 'Make a JSON file the policy of a shop, once it is found right; `-` reads the input.',
  options: {},
  run: async (call) => {
    const [, file] = call.args;
    if (!file) {
      call.fail('usage: wismr policy set <shop> <file|->');
      return 2;
    }
    const written = file === '-' ? await readStream(process.stdin) : readFileSync(file, 'utf8');
    const document = parsePolicy(JSON.parse(written));
    const shopId = await knownShop(call);
    if (!shopId) return 2;
    const { version, result } = await savePolicy(await call.database(), shopId, document);
    call.print(
      result === 'changed'
        ? `version ${version} holds`
        : `nothing to do: version ${version} is the same`,
    );
    return 0;
  },
};
