/** The escalations and notices of a simulation: when each one was open, and how urgent it ended. */

import type { SimulationLine } from '../../domain/journey/simulation-line.ts';
import type { ExpectationKind, Severity } from '../../domain/policy/rule.ts';

/** Raising the severity of an open escalation does not open another one. */
export interface OpenedEscalation {
  readonly expectation: ExpectationKind;
  /** Null: about the whole journey. */
  readonly parcelId: string | null;
  /** Epoch milliseconds. */
  readonly openedAt: number;
  /** Null: open at the end. */
  closedAt: number | null;
  severity: Severity;
}

export function listEscalations(lines: readonly SimulationLine[]): readonly OpenedEscalation[] {
  const subjects = new Map<string, Pick<OpenedEscalation, 'expectation' | 'parcelId'>>();
  const open = new Map<string, OpenedEscalation>();
  const all: OpenedEscalation[] = [];
  for (const line of lines) {
    if ('expectation' in line) {
      const { expectationId, expectation, shipmentId: parcelId } = line;
      subjects.set(expectationId, { expectation, parcelId });
    } else if (line.do === 'withdraw') {
      const ended = open.get(line.expectationId);
      if (ended) ended.closedAt = Date.parse(line.at);
      open.delete(line.expectationId);
    } else if (line.do === 'escalate') {
      const known = open.get(line.expectationId);
      const severity = line.severity as Severity;
      if (known) known.severity = severity;
      else {
        const subject = subjects.get(line.expectationId);
        if (!subject) throw new Error(`no expectation ${line.expectationId} was listed`);
        const openedAt = Date.parse(line.at);
        const opened = { ...subject, openedAt, closedAt: null, severity };
        open.set(line.expectationId, opened);
        all.push(opened);
      }
    }
  }
  return all;
}

/** How many notices staff received before an escalation. */
export function countNotices(lines: readonly SimulationLine[]): number {
  return lines.filter((line) => line.do === 'send' && line.kind === 'overdue_notice').length;
}
