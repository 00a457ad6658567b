import { expect, test } from 'vitest';
import { canpar } from '../../../carriers/adapters/canpar.ts';
import { parseBody } from '../../../carriers/parse.ts';

function returned(inner: string) {
  return `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>
    <ns:trackByBarcodeResponse xmlns:ns="ns"><ns:return>${inner}</ns:return>
    </ns:trackByBarcodeResponse></s:Body></s:Envelope>`;
}

function anEvent(code: string, words: string) {
  return returned(`<a:error xmlns:a="a"/><a:result xmlns:a="a"><a:barcode>D1</a:barcode>
    <a:estimated_delivery_date>20110307</a:estimated_delivery_date><a:events><a:address>
    <a:city>VANCOUVER</a:city><a:province>BC</a:province><a:country>CA</a:country></a:address>
    <a:code>${code}</a:code><a:code_description_en>${words}</a:code_description_en>
    <a:local_date_time>20110308 091442</a:local_date_time></a:events></a:result>`);
}

test.each([
  ['PIC', 'PICKUP FROM CUSTOMER/SHIPPER', 'in_transit', true],
  ['DEL', 'DELIVERED', 'delivered', true],
  ['X1', 'OUT FOR DELIVERY', 'out_for_delivery', true],
  ['X2', 'SOMETHING ELSE', null, false],
])('%s, %s', (code, words, status, mapped) => {
  const result = parseBody(canpar, anEvent(code, words));
  if (!result.ok) throw new Error(result.detail);
  const [event] = result.shipments[0]?.events ?? [];
  expect(event).toMatchObject({ status, mapped, occurredAt: Date.parse('2011-03-08T17:14:42Z') });
  expect(result.shipments[0]?.edd?.date).toBe('2011-03-07');
});

test('returned parcels are back, returning ones are not', () => {
  const expected = ['RETURNED TO SHIPPER', 'RETURN TO SHIPPER'].map((words) => {
    const result = parseBody(canpar, anEvent('X1', words));
    return result.ok ? result.shipments[0]?.events[0]?.reason : result.detail;
  });
  expect(expected).toEqual(['returned', null]);
});

test('an error has the carrier’s message', () => {
  const body = returned('<a:error xmlns:a="a">Invalid barcode</a:error>');
  expect(parseBody(canpar, body)).toMatchObject({ ok: false, refusal: 'not_found' });
});
