/** Plays the stories through the API, in the role of a shop's platform and of a carrier. */

import { DAY, HOUR, MINUTE } from '../../domain/time.ts';
import { signEasyPost, trackerUpdated } from '../fixtures/easypost.ts';
import type { DemoShop } from './shop.ts';
import type { Story, StoryStep } from './story.ts';

export interface DemoClient {
  readonly apiUrl: string;
  readonly shop: DemoShop;
  readonly now: number;
  /** Called before each request, with a line that describes it. */
  readonly log: (line: string) => void;
}

/** Places the orders and adds their shipments. */
export async function placeOrders(client: DemoClient, stories: readonly Story[]): Promise<void> {
  for (const story of stories) {
    client.log(`order ${story.ref} is placed (${story.title})`);
    await call(client, 'PUT', `/v1/orders/${story.ref}`, orderBody(client, story));
  }
  for (const story of stories) {
    for (const trackingNumber of story.parcels) {
      client.log(`order ${story.ref}: parcel ${trackingNumber} is handed to USPS`);
      const body = { carrier: 'USPS', trackingNumber };
      await call(client, 'POST', `/v1/orders/${story.ref}/shipments`, body);
    }
  }
}

/** Posts one round of webhooks: the nth step of each story that has one. */
export async function playRound(
  client: DemoClient,
  stories: readonly Story[],
  round: number,
): Promise<void> {
  for (const story of stories) {
    const step = story.steps[round];
    if (step) await postWebhook(client, story, step);
  }
}

export function roundsOf(stories: readonly Story[]): number {
  return Math.max(...stories.map(({ steps }) => steps.length));
}

export async function postWebhook(
  client: DemoClient,
  story: Story,
  step: StoryStep,
): Promise<void> {
  const note = step.note ? ` (${step.note})` : '';
  client.log(`order ${story.ref}: the carrier reports ${step.status}${note}`);
  await deliver(client, webhookBody(client, story, step));
}

/** Posts a signed webhook, as EasyPost does. */
export async function deliver(client: DemoClient, body: string): Promise<void> {
  const path = `/webhooks/carriers/easypost/${client.shop.id}`;
  const response = await fetch(`${client.apiUrl}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...signEasyPost(body, client.shop.easypostSecret),
    },
    body,
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

export async function call(
  client: DemoClient,
  method: string,
  path: string,
  body: object,
): Promise<void> {
  const response = await fetch(`${client.apiUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${client.shop.apiKey}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
}

export function orderBody(
  { now, shop }: DemoClient,
  { customer, items, dueInDays }: Pick<Story, 'customer' | 'items' | 'dueInDays'>,
): object {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: shop.timeZone });
  return {
    placedAt: new Date(now - 5 * HOUR).toISOString(),
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
    // Sweden's date format is that of ISO 8601.
    edd: { date: day.format(now + dueInDays * DAY) },
  };
}

const PLACES: Readonly<Partial<Record<StoryStep['status'], readonly [string, string, string]>>> = {
  in_transit: ['Columbus', 'OH', '43218'],
  out_for_delivery: ['Charleston', 'SC', '29407'],
  delivered: ['Charleston', 'SC', '29407'],
};

const DETAILS: Readonly<Partial<Record<StoryStep['status'], readonly [string, string]>>> = {
  pre_transit: ['label_created', 'Shipping label created, USPS awaiting item'],
  in_transit: ['arrived_at_facility', 'Arrived at USPS regional facility'],
  out_for_delivery: ['out_for_delivery', 'Out for delivery'],
  delivered: ['arrived_at_destination', 'Delivered, in or at mailbox'],
};

/** The parcel's history up to this step: EasyPost always sends all of it. */
function webhookBody({ now }: DemoClient, story: Story, step: StoryStep): string {
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
      const datetime = new Date(now - minutesAgo * MINUTE).toISOString();
      return { status, statusDetail, message, datetime, city, state, zip };
    }),
  });
}
