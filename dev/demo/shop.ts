import { createApiKey } from '../../commands/create-api-key.ts';
import { saveWebhookSecrets } from '../../commands/save-carrier-account.ts';
import { savePolicy } from '../../commands/save-policy.ts';
import { saveShop } from '../../commands/save-shop.ts';
import type { Sql } from '../../db/connect.ts';
import type { Encryption } from '../../db/encryption.ts';
import { API_SCOPES } from '../../domain/api-scope.ts';
import type { ShopId } from '../../domain/ids.ts';
import type { PolicyDocument } from '../../domain/policy/policy-document.ts';

export interface DemoShop {
  readonly id: ShopId;
  readonly apiKey: string;
  readonly easypostSecret: string;
  /** A time zone where it is about noon, so that quiet hours do not hold the demo's messages. */
  readonly timeZone: string;
}

/** Creates a new shop for each run, so that demos do not share orders. */
export async function createDemoShop(
  sql: Sql,
  now: number,
  encryption: Encryption,
): Promise<DemoShop> {
  const id = `demo-${Math.floor(now / 1_000).toString(36)}` as ShopId;
  const timeZone = zoneAtNoon(now);
  await saveShop(sql, {
    id,
    name: 'Alder & Finch',
    brand: 'alder-and-finch',
    locale: 'en',
    timeZone,
    country: 'US',
  });
  const easypostSecret = 'demo-webhook-secret';
  const account = { shopId: id, carrier: 'easypost', secrets: [easypostSecret] };
  await saveWebhookSecrets(sql, account, encryption);
  await savePolicy(sql, id, DEMO_POLICY);
  return {
    id,
    timeZone,
    easypostSecret,
    apiKey: await createApiKey(sql, id, { name: 'demo', scopes: API_SCOPES }),
  };
}

const FAST = 'fedex';

/** A policy with short times, so that an expected event is late within seconds, not days. */
const DEMO_POLICY: PolicyDocument = {
  // Sends each message at once, without waiting for other parcels of the order.
  together: '0s',
  // The stories of days happen within a minute.
  messagesPerDay: null,
  staffHours: null,
  quietHours: { email: null },
  expectations: {
    refunded: {
      within: '8s',
      ladder: [
        { after: '0s', do: 'escalate', to: 'refund_team', severity: 'high' },
        { after: '4s', do: 'escalate', to: 'manager', severity: 'high' },
        { after: '4s', do: 'notify_customer', message: 'refund_late' },
      ],
    },
  },
  overrides: [
    {
      when: { carrier: FAST },
      expectations: {
        movement: {
          within: '10s',
          ladder: [
            { after: '0s', do: 'escalate', to: 'customer_service', severity: 'medium' },
            { after: '3s', do: 'notify_customer', message: 'delayed' },
          ],
        },
      },
    },
  ],
  staff: {
    customer_service: ['delivered+desk@resend.dev'],
    refund_team: ['delivered+refunds@resend.dev'],
    manager: ['delivered+manager@resend.dev'],
  },
};

/** A time zone where it is day now, and was when the scans of the last 90 minutes happened. */
export function zoneAtNoon(now: number): string {
  const hour = new Date(now).getUTCHours();
  // Scans are dated in UTC. In the far east, the day of those before midnight would be over.
  const east = hour < 2 ? -12 : 12 - hour;
  // POSIX inverts the sign: Etc/GMT-5 is five hours east of Greenwich.
  return east === 0 ? 'Etc/GMT' : `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
}
