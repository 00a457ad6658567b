/**
 * The codes of Aramex's tracking updates, with Aramex's words. Sources: the list of updates in
 * DigitalCloud's SDK for Aramex, which agrees with recorded responses (SH001, SH005, SH006, SH014,
 * SH022). SH239 and the phrases at the end come from integrators of the service. Each code is
 * checked against its words: updates about documents, postal services, payments and messages are
 * not deliveries.
 */

import {
  type CodeReading,
  type CodeTable,
  codeRows,
  findCode,
  normalizePhrase,
  phraseRows,
} from '../../reading/code-table.ts';

const CODES: CodeTable = {
  ...codeRows('pre_transit', {
    SH014: 'Record created',
    SH203: 'Record Created',
    SH278: 'Data received',
    SH299: 'Shipment Not Received from Shipper',
    SH308: 'Pickup Scheduled',
    SH312: 'Pickup Re-Scheduled',
    SH313: 'Pickup Cancelled',
  }),
  ...codeRows('in_transit', {
    SH001: 'Under processing at operations facility',
    SH007: 'Will be Delivered by Postal Services',
    SH012: 'Picked Up From Shipper',
    SH022: 'Departed Operations facility - In Transit',
    SH041: 'Cleared from Customs',
    SH047: 'Received at Origin Facility',
    SH070: 'Redirected to New Delivery Address',
    SH073: 'Shipment Forwarded to Beyond/Remote Area Sorting Location',
    SH077: 'Forwarded to Aramex office',
    SH110: 'Forwarded to Delivery Office',
    SH160: 'Under processing at operations facility',
    SH222: 'Arrived at Destination and Documents Recovered',
    SH252: 'Shipment Forwarded to Beyond/Remote Area Sorting Location',
    SH259: 'Entry into Warehouse',
    SH260: 'Exit from Warehouse',
    SH272: 'Forwarded to Final Destination',
    SH273: 'Delivery Scheduled',
    SH314: 'Pickup Completed',
    SH406: 'Received at Origin Facility',
    SH434: 'Received at Origin Facility',
    SH461: 'Shipment in transit to final destination',
    SH464: 'Customs Cleared',
    SH466: 'Shipment under customs clearance process',
    SH469: 'Customs Clearance - In Progress',
    SH475: 'Forwarded to Aramex office',
    SH493: 'Delivery Method Changed - Shipment will be Moved from Aramex Locker',
    SH494: 'Shipment Picked up by Aramex Courier from Locker',
    SH495: 'Shipment Scanned at Operations Facility',
    SH513: 'Shipment Delivery Auto-scheduled',
    SH521: 'Upon Consignee Request At Local Office - Shipment To Be Scheduled For Delivery',
    SH540: 'Shipment arrived / Clearance In Progress',
    SH543: 'Clearance Completed/ Awaiting gate pass',
    SH548: 'Clearance In Progress',
  }),
  ...codeRows('in_transit/delay', {
    SH044: 'Delay - Delivery Rescheduled',
    SH076: 'Delay - Delivery Rescheduled',
    SH162: 'Delay - Uncontrollable Due to Carrier',
    SH376: 'Delay - Delivery Rescheduled for Next Business Day',
    SH453: 'Vessel Delayed',
  }),
  ...codeRows('in_transit/partial', { SH154: 'Delivered - Partial Delivery' }),
  ...codeRows('out_for_delivery', {
    SH003: 'Out for Delivery',
    SH004: 'Out for Delivery - Partial',
  }),
  ...codeRows('attempted', { SH157: 'Delay - Unable to Deliver' }),
  ...codeRows('available_for_pickup', {
    SH164: 'Held for Consignee Pickup',
    SH491: 'SMS Reminder Sent to Pick up Shipment from Aramex Locker',
    SH499: 'Shipment Held at Aramex Locker for Consignee Pick up',
    SH530: 'SMS Reminder Sent to Pick up Shipment from the Drop-off location',
    SH532: 'Shipment dropped off by the courier at the drop off location as per customer request',
    SH533: 'Shipment Held at the Drop off location for Consignee Pick up',
    SH560: 'Awaiting Customer Collection-Will Be Returned In 2 Days',
  }),
  ...codeRows('delivered', {
    SH005: 'Delivered',
    SH006: 'Collected by Consignee',
    SH234: 'Shipment is Delivered in Letter Box',
    SH496: 'Shipment Picked up by Consignee',
    SH534: 'Shipment Picked up from the Drop-off location',
  }),
  ...codeRows('exception/address', { SH375: 'On Hold - Awaiting Correct Delivery Address' }),
  ...codeRows('exception/customs', {
    SH035: 'Awaiting Clearance from Consignee/Broker to Arrange Delivery',
    SH158: 'Held in Customs - Pending Clearance',
    SH280: 'Confiscated by Customs Authorities',
    SH462: 'Held by Customs',
    SH467: 'Held in Customs - Awaiting Customer Instructions',
    SH471: 'Held in Customs - Misdeclaration by Shipper / Urgent Customer Instructions Required',
    SH472: 'Held in Customs - Unacceptable Commodities',
    SH473: 'Held in Customs - Requires Governmental Approvals',
  }),
  ...codeRows('exception/customs_information', {
    SH043: 'Invalid Identity proof document',
    SH156: 'Held - Pending KYC Document',
    SH163: 'On Hold - Pending Customs Value Confirmation',
    SH468: 'Held in Customs - Awaiting Commercial Invoice/Clearance Documents',
    SH542: 'Clearance Process Pending- Requires Value Verification',
    SH544: 'Clearance Process Pending- Incomplete Information',
    SH546: 'Clearance Process Pending- Incomplete Information',
    SH547: 'Clearance Process Pending- Incomplete Information',
  }),
  ...codeRows('exception/payment_due', {
    SH074: 'Delay - Pending Payment',
    SH470: 'Held in Customs - Awaiting Duty and Tax Payment',
    SH480: 'On Hold - Payment not Ready / Delivery Rescheduled',
    SH549: 'Clearance In Progress- Awaiting Duty and Tax Payment',
  }),
  ...codeRows('exception/held', {
    SH008: 'Shipment on Hold',
    SH275: 'On Hold - Operations Facility',
    SH294: 'On Hold - Customer Mobile Cannot be Reached',
    SH381: 'Shipment On-Hold',
  }),
  ...codeRows('exception/refused', {
    SH033: 'Attempted Delivery - Consignee Rejected the Shipment Due to Delay',
  }),
  ...codeRows('exception/unclaimed', {
    SH492: 'Consignee Pickup Time Exceeded - Shipment is no Longer Available at Aramex Locker',
    SH531:
      'Consignee Pickup Time Exceeded - Shipment is no Longer Available at the Drop-off location',
  }),
  ...codeRows('exception/other', {
    SH071: 'Please Contact Local Office to Verify Your Shipment Status',
    SH237: 'Please Contact Local Office to Verify Your Shipment Status',
    SH538: 'Delivery Review - Please contact Local Office for Shipment Status',
    SH539: 'Delivery Review - Please contact Local Office for Shipment Status',
  }),
  ...codeRows('return_to_sender', {
    SH474: 'To be Returned to Shipper',
    SH498: 'Customer Contact Attempts Completed - Pending Return to Shipper',
  }),
  ...codeRows('return_to_sender/returned', {
    SH069: 'Returned to Shipper',
    SH407: 'Returned to Shipper',
    SH559: 'Shipment Returned to Shipper',
  }),
  // Documents, messages, payments and requests.
  ...codeRows('info', {
    SH034: 'Documents Delivered to Consignee/Broker for Self Clearance & Delivery',
    SH228: 'Shipment Consol Update',
    SH230: 'Consignee/Broker Notified of Shipment Arrival',
    SH236: 'Document delivered',
    SH239: 'Shipment charges paid',
    SH247: 'Supporting Document Returned to Shipper',
    SH249: 'SMS Sent to Consignee to Contact Aramex and Set Delivery Address',
    SH250: 'Shipper Contacted',
    SH251: 'Third Party Customer Contacted',
    SH257: 'Unable to Notify Consignee/Broker',
    SH261: 'Consignee contacted to set delivery',
    SH270: 'Email Sent to Consignee',
    SH271: 'SMS Sent to Consignee',
    SH279: 'Shop&Ship Update',
    SH281: "Customs' Documents Out for Delivery",
    SH295: 'Delivery Address Corrected',
    SH296: 'Delivery Address Corrected',
    SH369: 'SMS Sent to Consignee',
    SH382: 'Shipment Update',
    SH383: 'Credit Card Payment - Completed',
    SH408: 'Document delivered',
    SH410: 'Customer contact Attempts Completed',
    SH479: 'Unable to Notify Consignee/Broker',
    SH484: 'Shipment Delivery Method Set as Aramex Locker',
    SH504: 'Delivery Method Changed - Shipment is Oversize',
    SH505: 'Auto-Payment Cancelled',
    SH515: 'Courier Called Customer - Number Unreachable',
    SH516: 'Customer Called Courier - Responded',
    SH529: 'Shipment Delivery Method Set as Drop-off',
    SH537: 'Shipment Delivery Method Set as Park and Parcel',
    SH556: 'Customer Contacted Successfully',
  }),
};

const PHRASES: CodeTable = {
  ...Object.fromEntries(Object.values(CODES).map((row) => [normalize(row.words), row])),
  ...phraseRows('pre_transit', ['Shipment created']),
  ...phraseRows('in_transit', [
    'Received at Operations Facility',
    'Received at Destination Facility',
    'Shipment received at destination warehouse',
    'In transit',
    'Under customs clearance processing',
    'Customs clearance completed',
  ]),
  ...phraseRows('in_transit/delay', ['On Hold - Delivery Scheduled for Next Business Day']),
  ...phraseRows('attempted', ['Attempted Delivery', 'Delivery attempted']),
  ...phraseRows('attempted/nobody_home', [
    'Customer Not Available',
    'Customer Not Available / Delivery Rescheduled',
    'Attempted Delivery - Customer Not Available',
  ]),
  ...phraseRows('exception/payment_due', ['Payment not Ready - Delivery Rescheduled']),
  ...phraseRows('exception/refused', ['Shipment refused', 'Consignee refused shipment']),
  ...phraseRows('exception/address', ['Incorrect delivery address', 'Incomplete delivery address']),
  ...phraseRows('return_to_sender', ['Return to shipper', 'Returning to shipper']),
};

function normalize(words: string): string {
  return normalizePhrase(words.replaceAll('–', '-'));
}

/**
 * The words take precedence over the code, except for a bare `Delivered`, which the code may
 * qualify.
 */
export function readCode(code: string | null, words: string | null): CodeReading {
  const byCode = findCode(CODES, code ?? '');
  const byWords = findCode(PHRASES, normalize(words ?? ''));
  const reading = !byWords.mapped || (byWords.status === 'delivered' && byCode.mapped);
  return reading ? byCode : { ...byWords, code: code ?? 'other words' };
}
