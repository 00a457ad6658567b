import { expect, test } from 'vitest';
import { speaksFor } from '../../carriers/speaks-for.ts';

test.each([
  ['ups', 'ups'],
  ['dhl_unified', 'dhl_express'],
  ['dhl_ecommerce', 'dhl_parcel_de'],
  ['dhl_ecommerce', 'usps'],
  ['ups', 'usps'],
  ['easypost', 'dpd'],
  ['shopify', 'sendle'],
  ['dpd', 'unknown'],
  ['dpd', 'dpd_nord'],
])('%s reports a parcel of %s', (source, carrier) => {
  expect(speaksFor(source, carrier)).toBe(true);
});

test.each([
  ['sendle', 'ups'],
  ['dpd', 'dhl'],
  ['dhl_unified', 'ups'],
  ['usps', 'ups'],
  ['ups', 'upstate_couriers'],
  ['zoom2u', 'local_courier'],
])('%s reports no parcel of %s', (source, carrier) => {
  expect(speaksFor(source, carrier)).toBe(false);
});
