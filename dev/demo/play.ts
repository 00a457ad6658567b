/** Plays the stories through the API, as a platform and a carrier would. */

import { signEasyPost, trackerUpdated } from '../fixtures/easypost.ts';
import type { DemoShop } from './shop.ts';
import type { Step, Story } from './story.ts';

export interface Stage {
  readonly apiUrl: string;
  readonly shop: DemoShop;
  readonly now: number;
  /** Called before each request, with a line that says what happens. */
  readonly tell: (line: string) => void;
}

/** Places the orders and adds their shipments. */
export async function placeOrders(stage: Stage, stories: readonly Story[]): Promise<void> {
  for (const story of stories) {
    stage.tell(`order ${story.ref} is placed (${story.title})`);
    await call(stage, 'PUT', `/v1/orders/${story.ref}`, orderBody(stage, story));
  }
  for (const story of stories) {
    for (const trackingNumber of story.parcels) {
      stage.tell(`order ${story.ref}: parcel ${trackingNumber} is handed to USPS`);
      const body = { carrier: 'USPS', trackingNumber };
      await call(stage, 'POST', `/v1/orders/${story.ref}/shipments`, body);
    }
  }
}

/** One round of webhooks: the nth step of each story that has one. */
export async function playRound(
  stage: Stage,
  stories: readonly Story[],
  round: number,
): Promise<void> {
  for (const story of stories) {
    const step = story.steps[round];
    if (step) await postWebhook(stage, story, step);
  }
}

export function roundsOf(stories: readonly Story[]): number {
  return Math.max(...stories.map(({ steps }) => steps.length));
}

export async function postWebhook(stage: Stage, story: Story, step: Step): Promise<void> {
  const note = step.note ? ` (${step.note})` : '';
  stage.tell(`order ${story.ref}: the carrier reports ${step.status}${note}`);
  await deliver(stage, webhookBody(stage, story, step));
}

/** A webhook of EasyPost's, signed as EasyPost signs. */
export async function deliver(stage: Stage, body: string): Promise<void> {
  const path = `/webhooks/carriers/easypost/${stage.shop.id}`;
  const response = await fetch(`${stage.apiUrl}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...signEasyPost(body, stage.shop.easypostSecret),
    },
    body,
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

export async function call(
  stage: Stage,
  method: string,
  path: string,
  body: object,
): Promise<void> {
  const response = await fetch(`${stage.apiUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${stage.shop.apiKey}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
}

export function orderBody(
  { now, shop }: Stage,
  { customer, items, dueInDays }: Pick<Story, 'customer' | 'items' | 'dueInDays'>,
): object {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: shop.timeZone });
  return {
    placedAt: new Date(now - 5 * 3_600_000).toISOString(),
    contact: {
      name: customer.name,
      email: customer.email,
      phone: customer.phone,
      timeZone: shop.timeZone,
      consent: { email: true, sms: customer.phone !== null },
    },
    items: items.map((name) => ({
      name,
      quantity: 1,
      price: { amount: '79.00', currency: 'USD' },
    })),
    total: { amount: (items.length * 79).toFixed(2), currency: 'USD' },
    country: 'US',
    // Swedes write their dates as ISO 8601 does.
    edd: { date: day.format(now + dueInDays * 86_400_000) },
  };
}

const PLACES: Readonly<Partial<Record<Step['status'], readonly [string, string, string]>>> = {
  in_transit: ['Columbus', 'OH', '43218'],
  out_for_delivery: ['Charleston', 'SC', '29407'],
  delivered: ['Charleston', 'SC', '29407'],
};

const DETAILS: Readonly<Partial<Record<Step['status'], readonly [string, string]>>> = {
  pre_transit: ['label_created', 'Shipping label created, USPS awaiting item'],
  in_transit: ['arrived_at_facility', 'Arrived at USPS regional facility'],
  out_for_delivery: ['out_for_delivery', 'Out for delivery'],
  delivered: ['arrived_at_destination', 'Delivered, in or at inbox'],
};

/** All that the carrier knows of the parcel by then: EasyPost sends the whole history each time. */
function webhookBody({ now }: Stage, story: Story, step: Step): string {
  const known = story.steps.filter(({ parcel, minutesAgo }) => {
    return parcel === step.parcel && minutesAgo >= step.minutesAgo;
  });
  const times = new Map(known.map((each) => [each.minutesAgo, each]));
  const history = [...times.values()].sort((a, b) => b.minutesAgo - a.minutesAgo);
  return trackerUpdated({
    trackingCode: step.parcel,
    carrier: 'USPS',
    status: step.status,
    details: history.map(({ status, minutesAgo }) => {
      const [statusDetail, message] = DETAILS[status] ?? ['status_update', status];
      const [city, state, zip] = PLACES[status] ?? ['', '', ''];
      const datetime = new Date(now - minutesAgo * 60_000).toISOString();
      return { status, statusDetail, message, datetime, city, state, zip };
    }),
  });
}
