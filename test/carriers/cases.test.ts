/** Failures reported elsewhere (../shared/cases/carriers): wismr reads each as its reporter expects. */

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { statusesOf } from '../../bench/carriers.ts';
import { findAdapter } from '../../carriers/index.ts';
import { parseBody } from '../../carriers/parse.ts';
import { formatEventTime } from '../../carriers/to-json.ts';

const FOLDER = new URL('../../../shared/cases/carriers/', import.meta.url);
const isPresent = existsSync(fileURLToPath(FOLDER));

/** The file, its adapter, the status or refusal, and, where it matters, the time of the event. */
const CASES: readonly (readonly [string, string, string, string?])[] = [
  ['bodies/return_i07.json', 'postnl', 'return_to_sender'],
  ['bodies/return_i01.json', 'postnl', 'return_to_sender/returned'],
  ['bodies/complete_return_i07.json', 'postnl', 'return_to_sender'],
  ['bodies/pobox_y26.json', 'postnl', 'available_for_pickup'],
  ['bodies/storage_k91.json', 'postnl', 'exception/held'],
  ['bodies/sent_abroad_x19.json', 'postnl', 'in_transit'],
  ['bodies/toshop_k70.json', 'postnl', 'attempted'],
  ['bodies/missed_k14.json', 'postnl', 'attempted/nobody_home'],
  ['bodies/updated_g01.json', 'postnl', 'in_transit/rescheduled'],
  ['bodies/received_v12.json', 'postnl', 'in_transit'],
  ['bodies/pay_a20.json', 'postnl', 'exception/payment_due'],
  ['bodies/destroyed_k92.json', 'postnl', 'exception/destroyed'],
  ['bodies/karrio_postnl_i07.json', 'karrio', 'return_to_sender'],
  ['bodies/dhl_unified_one_of_two_pieces.json', 'dhl_unified', 'in_transit/partial'],
  ['bodies/mydhl_one_of_two_pieces.json', 'dhl_express', 'in_transit/partial'],
  ['bodies/smartkargo_one_of_two_pieces.json', 'smartkargo', 'in_transit/partial'],
  ['bodies/seko_one_of_two_parts.json', 'seko', 'in_transit/partial'],
  ['bodies/seko_partial.json', 'seko', 'in_transit/partial'],
  ['bodies/easypost_delivered_original_sender.json', 'easypost', 'return_to_sender/returned'],
  ['bodies/easypost_delivered_agent_final.json', 'easypost', 'in_transit'],
  ['bodies/easypost_ups_access_point.json', 'easypost', 'available_for_pickup'],
  ['bodies/shippo_usps_sentence_original_sender.json', 'shippo', 'return_to_sender/returned'],
  ['bodies/aftership_delivered_original_sender.json', 'aftership', 'return_to_sender/returned'],
  ['bodies/shipengine_delivered_original_sender.json', 'shipengine', 'return_to_sender/returned'],
  ['bodies/17track_delivered_pickup_text.json', '17track', 'return_to_sender/returned'],
  ['bodies/fedex_delivered_to_shipper_words.json', 'fedex', 'return_to_sender/returned'],
  ['bodies/usps_delivered_comma_sender.json', 'usps', 'return_to_sender/returned'],
  ['bodies/ups_returned_to_sender_digits011.json', 'ups', 'return_to_sender/returned'],
  ['bodies/ups_access_point_2q_011.json', 'ups', 'available_for_pickup'],
  ['bodies/dhl_to_sender_delivered.json', 'dhl_unified', 'return_to_sender/returned'],
  ['bodies/dhl_express_partial_delivered.json', 'dhl_unified', 'in_transit/partial'],
  ['bodies/bluedart_rto_transit.json', 'dhl_unified', 'return_to_sender'],
  ['bodies/ups_real_return_d_ua.json', 'ups', 'return_to_sender/returned'],
  ['bodies/dhl_filiale_link_transit.json', 'dhl_unified', 'available_for_pickup'],
  ['bodies/dhl_filiale_link_delivered.json', 'dhl_unified', 'available_for_pickup'],
  ['bodies/tz_aftership_au.json', 'aftership', 'out_for_delivery', '2026-11-27T09:00:00+11:00'],
  ['bodies/tz_17track_au.json', '17track', 'out_for_delivery', '2026-11-27T09:00:00+11:00'],
  [
    'bodies/tz_dhl_express_sydney.json',
    'dhl_unified',
    'out_for_delivery',
    '2026-11-27T09:00:00+11:00',
  ],
  ['bodies/usps_country_constructor.json', 'usps', 'in_transit'],
  ['bodies/fedex_latest_hl_only.json', 'fedex', 'available_for_pickup'],
  ['webhooks/easypost_batch.json', 'easypost', 'refused: other'],
  ['webhooks/easypost_payment.json', 'easypost', 'refused: other'],
  ['webhooks/shippo_batch.json', 'shippo', 'refused: other'],
  ['webhooks/shipengine_batch.json', 'shipengine', 'refused: other'],
  ['webhooks/shipengine_carrier_connected.json', 'shipengine', 'refused: other'],
  ['webhooks/karrio_order.json', 'karrio', 'refused: other'],
  ['webhooks/easyship_label.json', 'easyship', 'refused: other'],
  ['webhooks/inpost_offers.json', 'inpost', 'refused: other'],
  ['webhooks/aftership_ping.json', 'aftership', 'refused: other'],
  ['webhooks/dhl_subscription_confirm.json', 'dhl_unified', 'refused: other'],
  ['webhooks/fedex_test.json', 'fedex', 'refused: other'],
  ['webhooks/usps_verify.json', 'usps', 'refused: other'],
  ['bodies/ups_summary_034.json', 'ups', 'return_to_sender/returned'],
];

describe.skipIf(!isPresent)('reported failures', () => {
  test.each(CASES.map(([file, id, expected, time = '']) => [file, id, expected, time] as const))(
    '%s (%s) is %s',
    (file, id, expected, time) => {
      const adapter = findAdapter(id);
      if (!adapter) throw new Error(`no adapter ${id}`);
      const result = parseBody(adapter, readFileSync(new URL(file, FOLDER), 'utf8'));
      expect(statusesOf(result)).toEqual([expected]);
      if (time !== '' && result.ok) {
        expect(result.shipments[0]?.events.map(formatEventTime)).toEqual([time]);
      }
    },
  );
});

test.runIf(!isPresent)('../shared/cases is absent: its tests are skipped', () => {
  console.log('../shared/cases/carriers is absent: tests over reported failures are skipped');
});
