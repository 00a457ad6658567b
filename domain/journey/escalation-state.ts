/** The states of an escalation. */

export const ESCALATION_STATES = ['open', 'acknowledged', 'resolved', 'withdrawn'] as const;
/**
 * - `open`: a ladder opened it and nobody has taken it.
 * - `acknowledged`: a person has taken it.
 * - `resolved`: a person ended it.
 * - `withdrawn`: the expected event arrived.
 */
export type EscalationState = (typeof ESCALATION_STATES)[number];
