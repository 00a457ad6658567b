/** Lists ShipEngine's texts about an event, and about the whole tracking. */

import { correctDelivered } from '../../reading/correct-by-words.ts';
import { type Fields, getText } from '../../reading/document.ts';

export function listWords(value: Fields): readonly string[] {
  return [
    'description',
    'carrier_status_description',
    'status_detail_description',
    'status_description',
  ]
    .map((key) => getText(value, key))
    .filter((each) => each !== null)
    .filter((each, index, all) => each !== 'Delivered' || (index === 0 && all.length === 1));
}

/** The words of the whole tracking are about its latest event if both have the same code. */
export function listLatestWords(row: Fields, data: Fields): readonly string[] {
  const [own, whole] = [row, data].map((each) => getText(each, 'carrier_status_code'));
  return own === whole ? [...listWords(data), ...listReturns(data)] : [];
}

const DELIVERED = {
  code: 'DE',
  mapped: true,
  status: 'delivered',
  reason: null,
  responsible: null,
} as const;

/**
 * The words of the tracking's exception if they say that the parcel goes back. Another exception may
 * be older than the delivery.
 */
export function listReturns(data: Fields): readonly string[] {
  const words = getText(data, 'exception_description');
  const { status } = correctDelivered(DELIVERED, words);
  return words !== null && status === 'return_to_sender' ? [words] : [];
}
