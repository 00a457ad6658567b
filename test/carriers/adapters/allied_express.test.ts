import { expect, test } from 'vitest';
import { allied_express } from '../../../carriers/adapters/allied_express.ts';
import { statusLines } from '../read-body.ts';

test.each([
  ['Freight has been delivered', ['delivered']],
  ["It's on board with driver", ['out_for_delivery']],
  ['IN TRANSIT TO SYDNEY', ['in_transit']],
  ['CARD LEFT', ['attempted nobody_home']],
  [undefined, ['info']],
  ['Vanished', ['unmapped']],
])('"%s" is read as %s', (scannedStatus, expected) => {
  const scan = {
    consignmentNote: 'A',
    scannedStatus,
    scannnedTimestamp: '2026-10-26T14:03:55+11:00',
  };
  const result = { statusBarcodesList: scan };
  expect(
    statusLines(allied_express, {
      'soapenv:Body': { 'ns1:getShipmentsStatusResponse': { result } },
    }),
  ).toEqual(expected);
});
