/** `wismr retention run`: deletes old personal data now. */

import { applyRetention, previewRetention } from '../commands/apply-retention.ts';
import type { Command } from './command.ts';

export const retentionRun: Command = {
  usage: 'retention run',
  summary: 'Delete old personal data now, as workers do at night.',
  options: { 'dry-run': { summary: 'Only count it.' } },
  run: async (call) => {
    const sql = await call.database();
    const days = call.retention();
    const isDry = call.options['dry-run'] === true;
    const total = { messages: 0, scans: 0, proofs: 0, webhooks: 0 };
    for (let isDone = false; !isDone; ) {
      const round = isDry ? await previewRetention(sql, days) : await applyRetention(sql, days);
      for (const kind of KINDS) total[kind] += round.rows[kind];
      isDone = round.isDone;
    }
    for (const kind of KINDS) {
      call.print(`${WHAT[kind]} older than ${days[kind]} days: ${total[kind]}`);
    }
    call.print(isDry ? 'nothing deleted: this is a dry run' : 'deleted');
    return 0;
  },
};

const KINDS = ['messages', 'scans', 'proofs', 'webhooks'] as const;

const WHAT: Readonly<Record<(typeof KINDS)[number], string>> = {
  messages: 'texts of settled messages',
  scans: 'words and places of scans',
  proofs: 'proofs of delivery',
  webhooks: 'hashes of webhooks',
};
