/** What GET shows of a customer's order and return. */

import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { orderIdOf, returnIdOf, type Story } from './facts.ts';
import type { ShopAccess } from './requests.ts';

const message = z.object({
  key: z.string(),
  kind: z.string(),
  channel: z.string(),
  decision: z.string(),
  reason: z.string().nullable(),
  state: z.string().nullable(),
  providerId: z.string().nullable(),
  receipt: z.string().nullable(),
  lastError: z.string().nullable(),
  attempts: z.number(),
  decidedAt: z.string(),
  settledAt: z.string().nullable(),
});
const journey = z.object({
  status: z.string(),
  stuckEvent: z.unknown().nullable(),
  messages: z.array(message),
  escalations: z.array(z.object({ state: z.string() })),
  shipments: z.array(z.object({ trackingNumber: z.string(), status: z.string() })).optional(),
});

export type JourneyAnswer = z.infer<typeof journey>;
export type MessageAnswer = z.infer<typeof message>;

export interface CustomerAnswers {
  readonly order: JourneyAnswer | null;
  readonly return: JourneyAnswer | null;
}

export async function readAnswers(
  apiUrl: string,
  story: Story,
  shop: ShopAccess,
): Promise<CustomerAnswers> {
  const read = (path: string) => get(`${apiUrl}${path}`, shop);
  return {
    order: await read(`/v1/orders/${orderIdOf(story)}`),
    return: await read(`/v1/returns/${returnIdOf(story)}`),
  };
}

export function messagesOf(answers: CustomerAnswers): readonly MessageAnswer[] {
  return [...(answers.order?.messages ?? []), ...(answers.return?.messages ?? [])];
}

/** Two minutes: the API may be killed several times in a row, and starts slowly on a busy machine. */
const ATTEMPTS = 240;

/** Null: 404. */
async function get(url: string, { apiKey }: ShopAccess): Promise<JourneyAnswer | null> {
  for (let attempt = 1; ; attempt += 1) {
    const headers = { authorization: `Bearer ${apiKey}` };
    const signal = AbortSignal.timeout(10_000);
    const response = await fetch(url, { headers, signal }).catch(() => null);
    if (response?.ok) return journey.parse(await response.json());
    if (response?.status === 404) return null;
    if (attempt === ATTEMPTS) throw new Error(`${url}: ${response?.status ?? 'no answer'}`);
    await sleep(500);
  }
}
