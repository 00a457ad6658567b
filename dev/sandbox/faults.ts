/** Faults that a test injects: what a network or a provider can do to a request. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { unreachable } from '../../domain/unreachable.ts';
import { PROVIDERS, type ProviderName } from './ledger.ts';

const aim = {
  provider: z.enum(PROVIDERS),
  /** How many requests get the fault. */
  times: z.int().min(1).default(1),
  /** Only requests to recipients that contain this. */
  to: z.string().min(1).optional(),
};

const gatewayStatus = z.int().min(500).max(599).default(500);

/** The body of `POST /_sandbox/faults`. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** Resets the connection without accepting the message. */
  z.strictObject({ kind: z.literal('reset_before'), ...aim }),
  /** Accepts the message, and resets the connection before the response. */
  z.strictObject({ kind: z.literal('reset_after'), ...aim }),
  /** 500 is the provider's own error; any other status comes as a gateway's HTML page. */
  z.strictObject({ kind: z.literal('error_before'), status: gatewayStatus, ...aim }),
  z.strictObject({ kind: z.literal('error_after'), status: gatewayStatus, ...aim }),
  /** Accepts the message at once and responds this much later. Until then its key is in use. */
  z.strictObject({ kind: z.literal('slow'), ms: z.int().min(1).max(600_000), ...aim }),
  z.strictObject({
    kind: z.literal('throttle'),
    retryAfterSeconds: z.number().min(0).default(1),
    ...aim,
  }),
  /** The account's faults, as the provider answers them: a revoked key, a sender it does not take. */
  z.strictObject({ kind: z.literal('wrong_key'), ...aim }),
  z.strictObject({ kind: z.literal('wrong_sender'), ...aim }),
  /** Any other error of the provider, as documented. */
  z.strictObject({
    kind: z.literal('refuse'),
    status: z.int().min(400).max(599),
    /** The error's name at Resend, or its number at Twilio. */
    code: z.union([z.string(), z.int()]),
    message: z.string().default('refused on demand'),
    ...aim,
  }),
  /** Accepts the message and does not deliver it: bounced, or undelivered with Twilio's code. */
  z.strictObject({ kind: z.literal('undelivered'), code: z.int().default(30003), ...aim }),
]);

export type ProviderFault = z.output<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;

/** Faults that wait for a request, in the order in which they were injected. */
export class Faults {
  #waiting: readonly ProviderFault[] = [];

  /** Throws a ZodError for anything that is not a fault. */
  inject(fault: FaultInput): void {
    this.#waiting = [...this.#waiting, faultSchema.parse(fault)];
  }

  waiting(): readonly ProviderFault[] {
    return this.#waiting;
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Takes the first fault that fits a request, and counts it down. */
  take(provider: ProviderName, recipients: readonly string[]): ProviderFault | null {
    const fits = (fault: ProviderFault) =>
      fault.provider === provider &&
      (fault.to === undefined || recipients.some((each) => each.includes(fault.to ?? '')));
    const taken = this.#waiting.find(fits);
    if (!taken) return null;
    const left = taken.times > 1 ? [{ ...taken, times: taken.times - 1 }] : [];
    this.#waiting = this.#waiting.flatMap((fault) => (fault === taken ? left : [fault]));
    return taken;
  }
}

export interface SandboxEnv {
  Bindings: HttpBindings;
  Variables: { fault: ProviderFault | null };
}

type SandboxContext = Context<SandboxEnv>;

/** How a provider writes the errors that a fault requests. */
export interface FaultWording {
  readonly recipients: (c: SandboxContext) => Promise<readonly string[]>;
  readonly failure: (c: SandboxContext) => Response;
  readonly wrongKey: (c: SandboxContext) => Response;
  readonly wrongSender: (c: SandboxContext) => Response;
  readonly throttled: (c: SandboxContext, retryAfterSeconds: number) => Response;
  readonly refusal: (
    c: SandboxContext,
    fault: Extract<ProviderFault, { kind: 'refuse' }>,
  ) => Response;
}

/** Applies the fault that fits a request; leaves `slow` and `undelivered` to the handler. */
export function withFaults(
  faults: Faults,
  provider: ProviderName,
  wording: FaultWording,
): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    const fault = faults.take(provider, await wording.recipients(c));
    c.set('fault', fault);
    const failure = (status: number) => (status === 500 ? wording.failure(c) : gatewayPage(status));
    switch (fault?.kind) {
      case 'reset_before':
        return reset(c);
      case 'error_before':
        return failure(fault.status);
      case 'throttle':
        return wording.throttled(c, fault.retryAfterSeconds);
      case 'wrong_key':
        return wording.wrongKey(c);
      case 'wrong_sender':
        return wording.wrongSender(c);
      case 'refuse':
        return wording.refusal(c, fault);
      case 'reset_after':
        await next();
        if (c.res.ok) replace(c, reset(c));
        return undefined;
      case 'error_after':
        await next();
        if (c.res.ok) replace(c, failure(fault.status));
        return undefined;
      case 'slow':
      case 'undelivered':
      case undefined:
        await next();
        return undefined;
      default:
        return unreachable(fault);
    }
  };
}

/** Replaces the handler's response, headers included. */
function replace(c: SandboxContext, answer: Response): void {
  c.res = undefined;
  c.res = answer;
}

function reset(c: SandboxContext): Response {
  c.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

/** A proxy's response in place of the provider's: no JSON, and unclear whether it accepted. */
function gatewayPage(status: number): Response {
  return new Response(`<html><body><h1>${status}</h1></body></html>`, {
    status,
    headers: { 'content-type': 'text/html' },
  });
}

/** Waits as long as a `slow` fault asks for. */
export async function holdAnswer(c: SandboxContext): Promise<void> {
  const fault = c.get('fault');
  if (fault?.kind === 'slow') await sleep(fault.ms, undefined, { ref: false });
}
