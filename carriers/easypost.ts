/** EasyPost: an aggregator that pushes whole trackers. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { normalizeTrackingNumber } from '../domain/ids.ts';
import type { EstimatedDelivery, ParseResult, TrackingEvent } from '../domain/tracking.ts';
import type { CarrierAdapter, CodeTable, Verdict, WebhookRequest } from './adapter.ts';
import { findCarrier } from './directory.ts';

const text = z.string().nullish();
const location = z.object({ city: text, state: text, country: text, zip: text });
const tracker = z.object({
  tracking_code: z.string().min(1),
  carrier: z.string().min(1),
  status: text,
  signed_by: text,
  est_delivery_date: text,
  tracking_details: z.array(
    z.object({
      status: text,
      status_detail: text,
      message: text,
      datetime: z.string(),
      tracking_location: location.nullish(),
    }),
  ),
});

/** Source: the statuses and details of EasyPost's Node SDK (types/Tracker). */
const STATUSES: CodeTable = {
  unknown: { status: null, words: 'unknown' },
  pre_transit: { status: 'pre_transit', words: 'pre-transit' },
  in_transit: { status: 'in_transit', words: 'in transit' },
  out_for_delivery: { status: 'out_for_delivery', words: 'out for delivery' },
  delivered: { status: 'delivered', words: 'delivered' },
  available_for_pickup: { status: 'available_for_pickup', words: 'available for pickup' },
  return_to_sender: { status: 'return_to_sender', words: 'return to sender' },
  failure: { status: 'exception', reason: 'other', words: 'failure' },
  cancelled: { status: 'cancelled', words: 'cancelled' },
  error: { status: null, words: 'error' },
};

export const easypost: CarrierAdapter = {
  id: 'easypost',
  name: 'EasyPost',
  kind: 'aggregator',
  delivery: ['webhook'],
  verify,
  parse,
};

function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  if (secrets.length === 0) {
    return { ok: false, reason: 'no_secret', detail: 'the shop has no secret for easypost' };
  }
  const given = request.headers['x-hmac-signature'];
  if (!given) return { ok: false, reason: 'missing_header', detail: 'X-Hmac-Signature is missing' };
  for (const secret of secrets) {
    const mac = createHmac('sha256', secret.normalize('NFKD')).update(request.body).digest('hex');
    const wanted = Buffer.from(`hmac-sha256-hex=${mac}`);
    const found = Buffer.from(given);
    if (wanted.length === found.length && timingSafeEqual(wanted, found)) return { ok: true };
  }
  return { ok: false, reason: 'bad_signature', detail: 'X-Hmac-Signature does not fit the body' };
}

function parse(body: string): ParseResult {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { ok: false, refusal: 'malformed', detail: 'the body is not JSON' };
  }
  const result = (json as { result?: unknown } | null)?.result ?? json;
  const parsed = tracker.safeParse(result);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const detail = `${issue?.path.join('.')}: ${issue?.message}`;
    return { ok: false, refusal: 'malformed', detail };
  }
  const { data } = parsed;
  const events = data.tracking_details.flatMap(eventOf).sort((a, b) => a.occurredAt - b.occurredAt);
  return {
    ok: true,
    notices: [],
    shipments: [
      {
        carrier: findCarrier(data.carrier).id,
        trackingNumber: normalizeTrackingNumber(data.tracking_code),
        uniqueId: null,
        service: null,
        events,
        edd: eddOf(data.est_delivery_date),
        originalEdd: null,
        proofOfDelivery: data.signed_by
          ? {
              at: null,
              signedBy: data.signed_by,
              location: null,
              signatureUrl: null,
              photoUrl: null,
            }
          : null,
        attempts: null,
        relatedNumbers: [],
        returnNumber: null,
        unmapped: [...new Set(events.filter(({ mapped }) => !mapped).map(({ code }) => code))],
      },
    ],
  };
}

function eventOf(detail: z.output<typeof tracker>['tracking_details'][number]): TrackingEvent[] {
  const occurredAt = Date.parse(detail.datetime);
  if (Number.isNaN(occurredAt)) return [];
  const row = STATUSES[detail.status ?? ''];
  const place = detail.tracking_location;
  return [
    {
      status: row?.status ?? null,
      reason: row?.reason ?? null,
      responsible: null,
      code: `${detail.status ?? ''}/${detail.status_detail ?? ''}`,
      mapped: row !== undefined,
      description: detail.message ?? null,
      occurredAt,
      localTime: null,
      offsetMinutes: 0,
      offsetSource: 'utc',
      dateOnly: false,
      place: place
        ? {
            city: place.city ?? null,
            region: place.state ?? null,
            postalCode: place.zip ?? null,
            country: place.country ?? null,
          }
        : null,
    },
  ];
}

function eddOf(written: string | null | undefined): EstimatedDelivery | null {
  return written ? { date: written.slice(0, 10), from: null, until: null } : null;
}
