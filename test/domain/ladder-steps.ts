import type { SimulationLine } from '../../domain/journey/simulation-line.ts';
import type { ExpectationKind } from '../../domain/policy/rule.ts';

/** The steps that a ladder took, each with its time by clocks in Berlin in winter. */
export function ladderSteps(
  { lines }: { readonly lines: readonly SimulationLine[] },
  kind: ExpectationKind,
) {
  return lines.flatMap((line) => {
    const time = new Date(Date.parse(line.at) + 3_600_000).toISOString();
    const when = `${time.slice(5, 10)} ${time.slice(11, 16)}`;
    if (line.do === 'escalate' && line.expectationId.includes(`/${kind}/`)) {
      const proposal = line.proposal === null ? '' : `, ${line.proposal}?`;
      return [`${when} escalate ${line.to} ${line.severity}${proposal}`];
    }
    if (line.do !== 'send' || line.channel !== 'email' || line.kind === 'escalation_opened')
      return [];
    const isOfLadder = line.key.includes(`/${kind}/`) || line.key.includes('/delayed/missed-');
    const isEnd = kind === 'posted' && line.kind === 'return_expired';
    return isOfLadder || isEnd ? [`${when} ${line.kind}`] : [];
  });
}
