/** The shops of a chaos run. Their policy makes everything happen within seconds. */

import { createApiKey } from '../../commands/create-api-key.ts';
import { savePollAccount, saveWebhookSecrets } from '../../commands/save-carrier-account.ts';
import { savePolicy } from '../../commands/save-policy.ts';
import { saveShop } from '../../commands/save-shop.ts';
import type { Sql } from '../../db/connect.ts';
import type { Encryption } from '../../db/encryption.ts';
import { zoneAtNoon } from '../../dev/demo/shop.ts';
import { FAKE_CREDENTIALS } from '../../dev/fakes/carrier-apis.ts';
import type { ShopId } from '../../domain/ids.ts';
import type { PolicyDocument } from '../../domain/policy/policy-document.ts';
import type { ShopAccess } from './requests.ts';
import { IMPATIENT_CARRIER, POLLED_CARRIER, SHOPS } from './stories.ts';

const POLICY: PolicyDocument = {
  together: '0s',
  messagesPerDay: null,
  staffHours: null,
  quietHours: { email: null, sms: null },
  overrides: [
    {
      when: { carrier: IMPATIENT_CARRIER },
      expectations: {
        movement: {
          within: '8s',
          ladder: [
            { after: '0s', do: 'escalate', to: 'customer_service', severity: 'medium' },
            { after: '3s', do: 'notify_customer', message: 'delayed' },
          ],
        },
      },
    },
  ],
  staff: { customer_service: ['delivered+desk@resend.dev'] },
};

/** `polledUrl`: the carrier that wismr polls. */
export async function createShops(
  sql: Sql,
  polledUrl: string,
  encryption: Encryption,
): Promise<readonly ShopAccess[]> {
  const timeZone = zoneAtNoon(Date.now());
  return Promise.all(
    Array.from({ length: SHOPS }, async (_, index) => {
      const id = `shop-${index + 1}` as ShopId;
      const webhookSecret = `secret-of-${id}`;
      const name = `Shop ${index + 1}`;
      await saveShop(sql, { id, name, locale: 'en', timeZone, country: 'US' });
      const account = { shopId: id, carrier: 'easypost', secrets: [webhookSecret] };
      await saveWebhookSecrets(sql, account, encryption);
      await savePollAccount(
        sql,
        {
          shopId: id,
          carrier: POLLED_CARRIER,
          enabled: true,
          carriers: [POLLED_CARRIER],
          credentials: FAKE_CREDENTIALS[POLLED_CARRIER],
          settings: { baseUrl: polledUrl, requestsPerMinute: 6_000 },
        },
        encryption,
      );
      await savePolicy(sql, id, POLICY);
      return {
        id,
        timeZone,
        webhookSecret,
        apiKey: await createApiKey(sql, id, { name: 'chaos' }),
      };
    }),
  );
}
