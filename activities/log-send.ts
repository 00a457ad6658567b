/** The worker's log line for each attempt to send: ids, codes and times, no personal data. */

import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { redactError } from '../channels/redact-error.ts';
import type { Settlement } from '../db/notification-outcomes.ts';
import { unreachable } from '../domain/unreachable.ts';
import { TemplateError } from '../templates/engine/render.ts';

export interface SendLogEntry {
  readonly level: 'info' | 'warn';
  readonly message: string;
  readonly fields: { readonly code?: string | null; readonly delayMs?: number | null };
}

export function describeSettlement({
  outcome,
  error: code,
}: Pick<Settlement, 'outcome' | 'error'>): SendLogEntry {
  switch (outcome) {
    case 'accepted':
      return { level: 'info', message: 'sent', fields: {} };
    case 'refused':
      return { level: 'warn', message: 'refused', fields: { code } };
    case 'unknown':
      return { level: 'warn', message: 'outcome unknown', fields: { code } };
    case 'stale':
    case 'no_address':
    case 'no_consent':
    case 'suppressed':
    case 'superseded':
    case 'cancelled':
    case 'budget':
    case 'erased':
    case 'test_mode':
      return { level: 'info', message: `not sent: ${outcome}`, fields: {} };
    default:
      return unreachable(outcome);
  }
}

/** `cannot_render: /order/id must be …`, in one line without personal data. */
export function describeRenderError(error: unknown): string {
  if (!(error instanceof TemplateError)) {
    return `cannot_render: ${error instanceof Error ? error.name : 'unknown error'}`;
  }
  const [fault] = error.faults;
  const where = [error.file, fault?.pointer].filter(Boolean).join(' ');
  return redactError(`cannot_render: ${where} ${fault?.detail ?? ''}`);
}

/** For any error of an attempt. `delayMs` is null if Temporal's own backoff applies. */
export function describeRetry(error: unknown): SendLogEntry {
  if (!(error instanceof ApplicationFailure)) {
    const code = error instanceof TemplateError ? 'cannot_render' : 'internal_error';
    return { level: 'warn', message: 'will retry', fields: { code, delayMs: null } };
  }
  const { type: code, category, nextRetryDelay } = error;
  const level = category === ApplicationFailureCategory.BENIGN ? 'info' : 'warn';
  const delayMs = typeof nextRetryDelay === 'number' ? nextRetryDelay : null;
  return { level, message: 'will retry', fields: { code: code ?? null, delayMs } };
}
