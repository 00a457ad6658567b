/**
 * Canada Post's event identifiers, without leading zeros. Source: Canada Post's developer site
 * (messages and code tables), and the identifiers and descriptions in its responses. Some
 * identifiers are known to mean accepted or held, but their words are not: they have short words of
 * our own.
 */

import type { Party } from '../../../domain/tracking.ts';
import { type CodeTable, codeRows } from '../../reading/code-table.ts';

function assignTo(responsible: Party, table: CodeTable): CodeTable {
  return Object.fromEntries(
    Object.entries(table).map(([code, row]) => [code, { ...row, responsible }]),
  );
}

/** Canada Post is correcting the address: nobody else has to act yet. */
const CORRECTED = assignTo(
  'carrier',
  codeRows('in_transit/address', {
    171: "Verifying recipient's address; Possible delay",
    173: 'Customer addressing error found; attempting to correct. Possible delay',
    ...giveWords("Verifying recipient's address; Possible delay", [1412, 2412]),
  }),
);

function giveWords(words: string, codes: readonly number[]): Readonly<Record<string, string>> {
  return Object.fromEntries(codes.map((code) => [code, words]));
}

const MOVEMENTS: CodeTable = {
  ...codeRows('pre_transit', {
    3000: 'Electronic information submitted by shipper',
    3002: 'Return label created',
  }),
  ...codeRows('in_transit', {
    ...giveWords('Item processed', [100, 102, 103, 104, 105, 106, 107, 170]),
    ...giveWords('Item processed', [1240, 1241, 1244, 2500, 2501]),
    101: 'Item processed at postal facility',
    113: 'Item arrived at partner facility',
    114: 'Item departed partner facility',
    115: 'Item transferred to partner',
    116: 'Item transferred to partner',
    130: 'International item released from Customs',
    175: 'Item in transit',
    400: 'Item arrived',
    405: 'Item arrived',
    410: 'Item departed',
    629: 'Locker pickup expired; Post office pickup details to follow',
    700: 'Item has arrived in Canada and was sent for further processing',
    701: 'Item has arrived in Canada and will be presented for review',
    800: 'Item has been presented to Canada Border Services Agency for customs review',
    804: 'Item in transit',
    815: 'International item being prepared for export',
    900: 'International item released from Customs for processing by Canada Post',
    910: 'Item was released by Customs and is now with Canada Post for processing',
    1300: 'Item accepted',
    1301: 'Item accepted at the Post Office',
    1302: 'Item accepted at the Post Office',
    1303: 'Return item accepted at Post Office',
    1400: 'Item accepted',
    1401: 'Item accepted',
    1402: 'Item accepted',
    1403: 'Item accepted',
    1404: 'Item accepted',
    ...giveWords("Item redirected to recipient's new address", [1480, 1490]),
    1703: 'Item in transit to Post Office',
    1705: 'Item in transit to automated parcel locker',
    2300: 'Item picked up by Canada Post',
    2601: 'Item is en route to Canadian Customs',
    4000: 'International item mailed in origin country',
    4100: 'International item processed in origin country',
    4202: 'International item has left the origin country and is en route to Canada',
    4310: 'International shipment has arrived in a foreign country',
    4311: 'International item has arrived in a foreign country',
    4330: 'Item presented to import customs',
    4400: 'Item has been sent to customs in the destination country',
    4450: 'Item returned to Post from Customs',
    4500: 'International item released from Customs to foreign postal administration',
    4550: 'In transit to delivery office',
    4600: 'Item has been received at the delivery office in the destination country',
    4900: 'International item has arrived at transit destination',
    4950: 'International item has been forwarded onwards to destination',
    5201: 'International item released from Customs for processing by Canada Post',
    8901: 'International item being forwarded to destination country',
  }),
  ...CORRECTED,
  ...codeRows('in_transit/missorted', {
    172: 'Item re-routed due to processing error; Possible delay',
  }),
  ...codeRows('in_transit/weather', {
    159: 'Delivery may be delayed due to extreme weather conditions',
  }),
  ...codeRows('in_transit/delay', {
    160: 'Delivery may be delayed due to public authority or demonstration',
    161: 'Delivery may be delayed due to labour disruption',
    162: 'Delivery may be delayed due to transportation delay',
    163: 'Delivery may be delayed due to power outage',
    ...giveWords('Delivery delayed to next business day', [621, 622, 623, 624, 625, 626, 627, 628]),
    1414: 'Item rescheduled for delivery next business day',
    2414: 'Item rescheduled for delivery next business day',
  }),
  ...codeRows('out_for_delivery', {
    174: 'Item out for delivery',
    500: 'Out for delivery',
  }),
  ...codeRows('cancelled', { 190: 'Retail transaction has been voided' }),
};

const ATTEMPTS: CodeTable = {
  // A card says where the item will be. Event 1701 says that it has arrived there.
  ...codeRows('attempted', {
    630: 'Unable to deliver to locker; Post office pickup details to follow',
    1443: 'Attempted delivery. Item rescheduled for delivery next business day',
    ...giveWords(
      'Notice card left indicating where and when to pick up item',
      [1435, 1436, 1437, 1438, 1479, 1488],
    ),
  }),
  ...codeRows('attempted/closed', {
    1411: 'Business closed for the day. Item on hold for second delivery attempt',
    2411: 'Business temporarily closed; item on hold',
  }),
  ...codeRows('available_for_pickup', {
    156: 'Final Notice; Item will be returned to sender if not collected within 10 days',
    1405: 'Delivered to automated parcel locker',
    1407: 'Item available for pick-up',
    1701: 'Item available for pickup at Post Office',
    2407: 'Item available for pick-up',
  }),
};

const HANDED_OVER: CodeTable = codeRows('delivered', {
  610: 'Item is with your concierge or building manager',
  611: "Item is at recipient's front door",
  612: "Item is at recipient's side door",
  613: "Item is at or in recipient's garage",
  614: "Item is at recipient's address",
  615: "Item received at recipient's address",
  616: 'Item is in your community mailbox, parcel locker or apt./condo mailbox',
  617: "Item is in recipient's mailroom",
  618: "Item is in recipient's mailroom",
  619: "Item is with recipient's delivery partner",
  620: "Item is in recipient's mailroom",
  1406: 'Item picked up from automated parcel locker',
  1408: 'Delivered; Contact customer service for copy of signature',
  1409: 'Delivered; Contact customer service for copy of signature',
  1421: "Delivered to recipient's front door",
  1422: "Delivered to recipient's side door",
  1423: "Delivered to recipient's back door",
  1424: "Delivered at or in recipient's garage",
  1425: 'Delivered to superintendent, security or concierge',
  1426: "Delivered to recipient's parcel box",
  1427: "Delivered to recipient's safe drop location",
  1428: "Delivered to recipient's front door",
  1429: "Delivered to recipient's side door",
  1430: "Delivered to recipient's back door",
  1431: "Delivered at or in recipient's garage",
  1432: 'Delivered to building superintendent or security agent',
  1433: "Delivered to recipient's parcel box",
  1434: "Delivered to recipient's safe drop location",
  1441: 'Delivered to community mailbox or parcel locker',
  1442: 'Delivered to community mailbox or parcel locker',
  1461: 'Delivered to your concierge or building manager',
  1462: 'Delivered to your concierge or building manager',
  1463: 'Delivered to mailroom',
  1465: 'Delivered to mailroom',
  1466: 'Delivered to mailroom',
  1467: 'Delivered to mailroom',
  1468: 'Delivered to mailroom',
  1469: 'Delivered to mailroom',
  1471: "Delivered to recipient's delivery partner",
  1472: "Delivered to recipient's delivery partner",
  1473: 'Delivered to mailroom',
  1475: 'Delivered to mailroom',
  1476: 'Delivered',
  1496: 'Delivered',
  1497: "Delivered to recipient's safe drop location",
  1498: 'Delivered',
  1499: "Delivered to recipient's safe drop location",
  5300: "Delivered to recipient's parcel box",
});

/** Only the recipient can end such a hold. */
const HELD_AS_ASKED = assignTo(
  'customer',
  codeRows('exception/held', giveWords("Item on hold at recipient's request", [1410, 2410])),
);

const TROUBLES: CodeTable = {
  ...codeRows('exception/customs', {
    127: 'Item held at customs',
    810: 'Item held by Customs',
    1487: 'Item being returned to Canadian Customs for appeal of duties',
    1495: 'Item being returned to Canadian Customs for appeal of duties',
  }),
  ...codeRows('exception/customs_information', {
    117: 'Item on hold. Documentation irregularity',
  }),
  ...codeRows('exception/address', {
    120: 'Item on hold. Incorrect or incomplete address',
    // In French: undeliverable as addressed.
    1483: 'Item cannot be delivered; more details to be provided',
    1493: 'Item cannot be delivered; more details to be provided',
    4650: 'Item cannot be delivered; more details to be provided',
  }),
  ...codeRows('exception/refused', {
    121: 'Item on hold. Refused or unclaimed by recipient',
  }),
  ...codeRows('exception/held', {
    118: 'Item held. Recipient outside partner service area',
    125: 'Item on hold',
    1450: 'Item on hold at a secure facility; contact Customer Service',
    1484: 'Item on hold',
    1494: 'Item on hold',
    4700: 'Item on hold',
  }),
  ...HELD_AS_ASKED,
  ...codeRows('exception/destroyed', {
    150: 'Hold period expired; Item has been disposed of',
  }),
  ...codeRows('exception/damage', {
    710: 'Item arrived in Canada damaged. Sent for further processing',
  }),
  ...codeRows('exception/other', {
    179: 'Item cannot be delivered; more details to be provided',
  }),
};

const RETURNS: CodeTable = {
  ...codeRows('return_to_sender', {
    167: 'International item being returned to sender. Insufficient postage',
    168: 'Item being returned to sender. Does not meet product requirements',
    169: 'International item being returned to sender. Incorrect or missing shipping label',
    181: 'Shipping label invalid. International item being returned to sender',
    182: 'Documentation incomplete or illegible. Item being returned to sender',
    183: 'Service suspended to country. Item being returned to sender',
    184: 'Item is considered non-mailable matter. Item being returned to sender',
    1418: 'Item being returned to sender. Valid proof of age identification not provided',
    1420: 'Item being returned to sender',
    2600: 'Item has been returned and is enroute to the Sender',
    2802: 'International item was undeliverable. Item being returned to sender',
    3001: 'Item being returned to sender',
  }),
  ...codeRows('return_to_sender/customs', {
    1100: 'Refused by Customs. Unacceptable sender info. Item being returned to sender',
  }),
  ...codeRows('return_to_sender/address', {
    1415: 'Item being returned to Sender. Incomplete address',
    1416: 'Recipient not located at address provided. Item being returned to sender',
    1481: 'Recipient not located at address provided. Item being returned to sender',
    1491: 'Recipient not located at address provided. Item being returned to sender',
  }),
  ...codeRows('return_to_sender/refused', {
    1417: 'Item refused by recipient. Item being returned to sender',
    1482: 'Item refused by recipient. Item being returned to sender',
    1492: 'Item refused by recipient. Item being returned to sender',
  }),
  ...codeRows('return_to_sender/unclaimed', {
    1419: 'Item was unclaimed by recipient. Item being returned to sender',
  }),
};

const INFORMATION: CodeTable = codeRows('info', {
  20: 'Signature available',
  21: 'Signature unavailable; verbal signature',
  152: 'COD payment is being issued',
  198: 'Label correction applied',
  1200: 'Expected delivery date updated',
  1203: 'Expected delivery date updated',
  1210: 'Duty and taxes paid online',
  1214: 'Refund requested for duty and taxes',
  1215: 'Refund issued for duty and taxes',
  1216: 'Refund issued for duplicate payment of duty and taxes',
  1220: 'Delivery preference - Front door',
  1221: 'Delivery preference - Side door',
  1222: 'Delivery preference - Back door',
  1223: 'Delivery preference - Garage',
  1224: 'Delivery preference - Front desk or superintendent',
  1225: 'Delivery preference - Deliver to post office',
  1230: 'Redirection requested by shipper',
  1232: 'Redirection requested',
  1234: 'Redirection request cancelled by shipper',
  1245: 'Item could not be redirected',
  1444: 'Delivery scheduled for next business day',
  2001: 'Photo available',
  2101: 'Waiting for COD remittance return',
});

export const CODES: CodeTable = {
  ...MOVEMENTS,
  ...ATTEMPTS,
  ...HANDED_OVER,
  ...TROUBLES,
  ...RETURNS,
  ...INFORMATION,
};
