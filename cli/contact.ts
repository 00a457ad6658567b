/** `wismr contact export|erase`: what a shop holds about a person. */

import { eraseCustomer } from '../commands/erase-customer.ts';
import { type CustomerKey, parseCustomerKey } from '../domain/customer.ts';
import type { ShopId } from '../domain/ids.ts';
import { readCustomerView } from '../views/customer.ts';
import { findShop } from '../views/shop.ts';
import { type Command, type Invocation, textOption } from './command.ts';

const OPTIONS = {
  shop: { value: '<shop>', summary: 'The shop. Needed.' },
  email: { value: '<address>', summary: 'The orders with this email address.' },
  phone: { value: '<number>', summary: 'The orders with this number, with its country code.' },
  customer: { value: '<id>', summary: 'The orders with this customerId.' },
} as const;

export const contactExport: Command = {
  usage: 'contact export',
  summary: 'Print all that a shop holds about a customer, as JSON.',
  options: OPTIONS,
  run: async (call) => {
    const named = await namedCustomer(call);
    if (!named) return 2;
    const options = { publicUrl: call.publicUrl(), keys: await call.keys(), now: Date.now() };
    const view = await readCustomerView(await keyed(call), named, options);
    if (!view) {
      call.fail(`${named.shopId} holds nothing about this customer`);
      return 1;
    }
    call.print(JSON.stringify(view, null, 2));
    return 0;
  },
};

export const contactErase: Command = {
  usage: 'contact erase',
  summary: 'Erase a customer. Orders go on without messages.',
  options: OPTIONS,
  run: async (call) => {
    const named = await namedCustomer(call);
    if (!named) return 2;
    const { orders, notices } = await eraseCustomer(
      await keyed(call),
      named.shopId,
      named.customer,
    );
    const found = [
      ...(orders > 0 ? [orders === 1 ? '1 order with its returns' : `${orders} orders`] : []),
      ...(notices > 0 ? [`${notices} notices of withdrawal in orders of others`] : []),
    ];
    call.print(
      found.length === 0
        ? `${named.shopId} holds nothing about this customer`
        : `erased the customer from ${found.join(' and ')}`,
    );
    return 0;
  },
};

async function keyed(call: Invocation) {
  return { sql: await call.database(), keys: await call.keys() };
}

interface NamedCustomer {
  readonly shopId: ShopId;
  readonly customer: CustomerKey;
}

/** Prints an error and returns null unless the options name one shop and one customer. */
async function namedCustomer(call: Invocation): Promise<NamedCustomer | null> {
  const shop = await findShop(await call.database(), textOption(call, 'shop') ?? '');
  if (!shop) {
    call.fail(`there is no shop "${textOption(call, 'shop') ?? ''}": name one with --shop`);
    return null;
  }
  const [email, phone, id] = ['email', 'phone', 'customer'].map((name) => textOption(call, name));
  const given = [email && `email:${email}`, phone && `phone:${phone}`, id].filter(
    (each) => each !== undefined && each !== '',
  );
  const [only] = given;
  if (only === undefined || given.length > 1) {
    call.fail('name the customer with one of --email, --phone and --customer');
    return null;
  }
  return { shopId: shop.id, customer: parseCustomerKey(only) };
}
