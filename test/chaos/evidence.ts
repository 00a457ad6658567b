/** What happened to one customer, by time, for a person who looks into a problem. */

import { type CustomerAnswers, messagesOf } from './api-answers.ts';
import type { CustomerCase } from './check-inbox.ts';

export function evidenceOf(
  { story, reports, inbox }: CustomerCase,
  answers: CustomerAnswers,
): readonly string[] {
  const reported = reports.flatMap(({ fact, triedAt, ackedAt }) => {
    const what = Object.values(fact).join(' ');
    const acked: readonly (readonly [number, string])[] =
      ackedAt === null ? [] : [[ackedAt, `acknowledged: ${what}`]];
    return [[triedAt, `reported: ${what}`] as const, ...acked];
  });
  const read = inbox.map(({ acceptedAt, channel, quote }) => {
    return [acceptedAt, `accepted by ${channel}: ${quote}`] as const;
  });
  const ledger = messagesOf(answers).map(
    ({ kind, channel, decision, reason, state, attempts, lastError, decidedAt, settledAt }) => {
      const outcome = `${decision} ${reason ?? ''} ${state}, attempts ${attempts}, ${lastError}`;
      const settled = settledAt ? `, settled ${settledAt.slice(11, 23)}` : '';
      return [Date.parse(decidedAt), `decided: ${kind} ${channel}: ${outcome}${settled}`] as const;
    },
  );
  return [
    `${story.ref} (${story.title}, ${story.pace}, ${story.customer.phone ?? 'no phone'})`,
    ...[...reported, ...read, ...ledger]
      .sort(([a], [b]) => a - b)
      .map(([at, line]) => `  ${new Date(at).toISOString().slice(11, 23)} ${line}`),
  ];
}
