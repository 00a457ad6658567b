/** How a request names a customer of a shop. */

import { normalizeAddress } from './suppression.ts';

/** The shop's own id on its orders, or an email address or phone number of a contact. */
export interface CustomerKey {
  readonly by: 'customerId' | 'email' | 'phone';
  readonly value: string;
}

/** `email:ada@shop.example`, `phone:+491701234567`, or else the shop's own id of the customer. */
export function parseCustomerKey(written: string): CustomerKey {
  const [, by, value = ''] = /^(email|phone):(.*)$/.exec(written) ?? [];
  if (by === 'email') return { by, value: normalizeAddress('email', value) };
  if (by === 'phone') return { by, value: normalizeAddress('sms', value) };
  return { by: 'customerId', value: written };
}
