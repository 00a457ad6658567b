/**
 * PostNL's event codes (`J05`) and status codes (`S11`). Source: PostNL's developer documentation,
 * Shippingstatus, reference data: T&T status codes and the event codes of each. Each event is
 * checked against its own words there, because the groups mislead: `delivered` has returns, parcels
 * in storage and parcels that wait at a PO box; `missing in sorting` has new delivery times;
 * `not applicable` has returns.
 */

import {
  type CodeMeaning,
  type CodeRow,
  type CodeTable,
  codeRows,
} from '../../reading/code-table.ts';
import { PAGE_CODES } from './page-codes.ts';
import { NOT_PRESENTED, STATUSES } from './statuses.ts';

/** Events with one meaning: PostNL's words → its codes. */
function events(meaning: CodeMeaning, codes: Readonly<Record<string, string>>): CodeTable {
  const rows = Object.entries(codes).map(([words, each]) =>
    codeRows(meaning, Object.fromEntries(each.split(' ').map((code) => [code, words]))),
  );
  return Object.assign({}, ...rows);
}

/** PostNL changed the delivery, not the customer. */
const UPDATED: CodeRow = {
  status: 'in_transit',
  reason: 'rescheduled',
  responsible: 'carrier',
  words: 'Sorry, delivery time has been updated',
};
const UPDATED_CODES =
  'G01 G02 G05 H32 J09 J14 J24 J36 J92 K01 T02 V01 V02 V03 V11 V21 Y07 Y08 Y35 Y60 Y61 Y62';

export const CODES: CodeTable = {
  ...STATUSES,
  ...PAGE_CODES,
  ...Object.fromEntries(UPDATED_CODES.split(' ').map((code) => [code, UPDATED])),
  M01: { ...NOT_PRESENTED, words: 'Shipment not physically presented to PostNL' },
  ...events('pre_transit', {
    'Shipment expected, but not yet arrived at PostNL': 'A01',
    'Sender has generated return label': 'A10',
    'Shipment registered': 'A71',
    'Pick-up shipment will be collected': 'F01',
    'Pre-alerted shipment partially not found': 'J93',
    'Collection order received': 'X80',
    'Shipment not collected; incorrect address': 'D02 D04',
    'Collection shipment not collected, no one present at address': 'D03',
    'There was no shipment to collect': 'D05',
    'Collection shipment not collected, shipment incorrectly labelled': 'D06',
    'Collection shipment not collected, shipment not properly packed': 'D07',
    'Collection shipment not collected, no answer': 'D09',
    'Collection shipment not collected': 'D40',
    'Pick-up order cancelled': 'D41',
    'Pick-up order unsuccessful, no new attempt': 'Y81',
    'Shipment refused at PostNL outlet, too large or too heavy': 'X42',
    'Shipment refused at PostNL outlet, insufficient packaging': 'X43',
    'Transaction cancelled at PostNL outlet': 'Q02',
    'We are en route to pickup address': 'J56',
  }),
  ...events('cancelled', {
    'Sender has cancelled the shipment order': 'H30 H31',
    'Shipment has been cancelled. Please contact the sender': 'R06',
  }),
  ...events('in_transit', {
    'Shipment received by PostNL': 'B01',
    'Received by PostNL': 'V12 V13 V23 V50',
    'Shipment is at PostNL': 'V22',
    'Shipment received at PostNL outlet': 'X40',
    'Shipment collected by PostNL': 'B04 C01',
    'Shipment picked up at a collection point, for a collection order': 'Z80',
    'Shipment accepted by PostNL IMEC': 'B06',
    'Scanned at PostNL service point': 'C02',
    'Shipment has been collected by partner': 'A73',
    'Recipient’s choice: deliver to neighbour': 'A08 A11',
    'Recipient’s choice: deliver to pick-up location': 'A09',
    'Shipment will be delivered to the parcel locker': 'A27',
    'To be collected at PostNL outlet from 9:00am': 'A28',
    'Shipment will be delivered to another address or a neighbour': 'A29 A30 A31',
    'Delivery changed to a PostNL outlet': 'A34',
    'E-mail with invitation for 2nd delivery attempt sent': 'A43',
    'Shipment will be delivered to a PostNL outlet': 'A99',
    'Shipment has been sorted': 'J01 J06 J10 J27 J61 R01 X51',
    'Shipment will be delivered by PostNL Extra@Home': 'J28',
    'Shipment sorted, will be transferred to addressee': 'I06',
    'On liner service to distribution depot': 'J45',
    'Pickup window closed; shipment moved to PostNL pickup point': 'J47',
    'Driver is en route to PostNL outlet': 'J55',
    'Recipient has moved. Shipment forwarded to new address': 'K02',
    'Shipment forwarded to address chosen by addressee': 'K03',
    'Shipment is en route': 'Q15 S05',
    'Shipment sent to country of destination': 'Q12 X19',
    'Parcel placed on transport': 'Q13',
    'Package in depot, goes en route to country of destination': 'Q16',
    'Your parcel is ready for shipment': 'Q17 Q18',
    'Shipment still in transit': 'Q19',
    'Your parcel has crossed the border': 'X01',
    'Your shipment has arrived in the destination country': 'X02',
    'Customs in the destination country is checking your shipment': 'X03',
    'Customs in the destination country has approved your parcel': 'X04',
    'Shipment sorted in country of destination': 'X07 X15',
    'Shipment in sorting centre in country of destination': 'X08 X14',
    'Answer received with information for import declaration': 'X11',
    'Shipment pre-alerted by PostNL and sorted': 'X16',
    'Shipment weighed and weight determined': 'X17',
    'Shipment in sorting centre': 'X50',
    'Parcel is awaiting delivery in the destination country': 'X52',
    'Import declaration submitted by PostNL': 'X60',
    'Import declaration completed successfully': 'X61',
    'Additional declaration has been submitted': 'X62',
    'Additional customs declaration completed successfully': 'X65',
    'Parcel back in PostNL process': 'X68',
    'Address corrected, new delivery attempt to follow': 'Y23 Y24',
    'The shipment is with the customs authorities for further processing': 'Y25',
    'Contact recipient to arrange an appointment': 'Y39',
    'Payment for shipment costs received': 'A21',
    'Shipment is ready for transport to the Netherlands': 'A72',
    'Shipment received by partner in country of shipment': 'A74',
    'Shipment is en route to the Netherlands': 'A75',
    'Shipment arrived in the Netherlands': 'A76',
  }),
  ...events('in_transit/delay', {
    'Delivery postponed until the following working day': 'J07 J26 J39 Y33',
    'Delivery postponed due to ‘closed’ notification': 'J17',
    'Delivery postponed because of incomplete multi-parcel shipment': 'J22',
    'Recovery procedure for incorrect address': 'J33',
    'Parcel does not fit into, or is not allowed in, the parcel locker': 'J41 J42 J48',
    'Postponed, scanned at depot': 'J95',
    'Shipment delayed, location unreachable for processing': 'K25',
    'Shipment removed from transport for inspection': 'Q14',
    'Because of very high traffic, it takes a little longer': 'G03 V06',
    'Delivery delayed due to late delivery to PostNL': 'V04',
    'Received by PostNL, delayed': 'V31',
    'Shipment delayed at customs clearance': 'X30 X63 X64',
    'Delay due to import controls in destination country': 'Y64',
    'Shipment delayed': 'Y66',
  }),
  ...events('in_transit/weather', {
    'Shipment delayed due to extreme weather conditions': 'Y65',
  }),
  ...events('in_transit/partial', {
    'Shipment delivered of which a part is missing': 'J91',
  }),
  ...events('in_transit/rescheduled', {
    'Recipient’s choice: deliver on a different day, or part of the day': 'A12 A13',
    'Shipment will be delivered on another day': 'A32 A35',
    'Delivery date of shipment changed': 'A42',
    'Shipment will be delivered on an indicated desired date': 'J90',
    'Delivery changed by customer': 'A94',
  }),
  ...events('out_for_delivery', {
    'Driver is en route': 'J05 X55',
    'Parcel will be delivered to you today by courier': 'J59',
    'Your shipment is on its way to the recipient': 'X06 Y05',
  }),
  ...events('attempted/nobody_home', {
    'We missed you; we’ll try again': 'D08 K14 Y10 Y80',
    'We missed you; shipment not delivered': 'Y02',
    'Freight shipment not delivered; addressee absent': 'J94',
    'Shipment not delivered, addressee unavailable': 'Y42',
  }),
  ...events('attempted/closed', {
    'Shipment delayed as addressee location is closed': 'Y43',
  }),
  ...events('attempted/no_access', {
    'Delivery address inaccessible, new attempt to follow': 'J16 K16',
    'Shipment not delivered. Location access code is missing': 'Y41',
  }),
  ...events('attempted/address', {
    'Shipment not delivered; incorrect address': 'H36 Y01 Y17',
    'Shipment not delivered, addressee relocated': 'Y22',
    'Shipment not delivered, postcode or address incorrect, missing or unknown': 'Y30 Y31 Y32',
  }),
  ...events('attempted/payment_due', {
    'Cash on Delivery shipment not delivered, recipient cannot pay': 'K41',
  }),
  ...events('attempted', {
    'Delivery unsuccessful, we’ll try again': 'J08',
    'Shipment does not fit through letterbox, we’ll try again': 'J29',
    'Error during shipment delivery. More information to follow': 'K15',
    'Delivery unsuccessful, shipment will go to PostNL outlet': 'K70 K71',
    'Shipment not delivered': 'H34',
    'Shipment not delivered, sender contacted': 'Y15',
    'Shipment not delivered: recipient identification missing': 'Y36',
    'Shipment not delivered: contact local deliverer': 'Y37',
    'Shipment not delivered: parcel sent to depot in destination country': 'Y38',
  }),
  ...events('available_for_pickup', {
    'Shipment available at PostNL outlet': 'I08',
    'Shipment to be collected at PostNL outlet': 'J02 J12',
    'Shipment can be collected at the parcel locker': 'J23',
    'Shipment to be collected at PO Box': 'J52 Y26',
    'Shipment to be collected at pick-up location': 'X05',
  }),
  ...events('delivered', {
    'Shipment delivered': 'I01 I03',
    'Shipment in letterbox': 'I05 I11',
    'Shipment delivered in personal parcel locker': 'I09',
    'Shipment delivered to neighbour': 'I10 Z05',
    'Shipment delivered to indicated location': 'I12',
    'Shipment collected at PostNL outlet': 'I02 I22',
    'Shipment has been handed over to recipient': 'I23',
    'Your shipment has been delivered to the recipient': 'Z01 Z02 Z03 Z04 Z08',
    'Your shipment has been picked up at a collection point': 'Z06',
    "Your parcel has been delivered to recipient's safe location": 'Z09',
  }),
  ...events('exception/address', {
    'Contact addressee due to incorrect delivery address': 'Y09',
    'Address incorrect, PostNL will contact sender': 'Y12',
  }),
  ...events('exception/refused', {
    'Shipment refused': 'Y03 Y13 Y44 Y50',
  }),
  ...events('exception/damage', {
    'Shipment damaged': 'Y04 Y11 Y14',
  }),
  ...events('exception/loss', {
    'Shipment missing': 'Y71',
  }),
  ...events('exception/destroyed', {
    'Shipment destroyed': 'K92',
    'The shipment has been destroyed on behalf of customs': 'Y29',
  }),
  ...events('exception/held', {
    'In storage until further notice': 'K91',
  }),
  ...events('exception/security', {
    'Parcel permanently removed from process due to prohibited contents': 'Y45',
  }),
  ...events('exception/customs', {
    'Shipment declaration process has been stopped': 'X66',
    'Parcel exceeds customs value, transport is postponed': 'Y46',
  }),
  ...events('exception/customs_information', {
    'Parcel details missing. You will receive an information request from us': 'X10',
    'Parcel is undeliverable: incorrect export form and missing return address': 'Y48',
  }),
  ...events('exception/payment_due', {
    'Request for payment of shipment costs sent': 'A20',
    'Request for payment refused': 'A22',
    'Awaiting payment of import costs': 'X67',
  }),
  ...events('exception/other', {
    'Shipment cannot be delivered': 'K30',
    'Cancelled by PostNL, no delivery appointment could be made': 'H23',
    'Shipment not processed because of missing shipment details': 'F03 F04',
    'Shipment will not be processed': 'F05 F06 F07 F08 F10',
  }),
  ...events('return_to_sender', {
    'Return shipment sorted, will be transferred to sender': 'I07',
    'Shipment returned to business PO Box holder abroad': 'X24',
    'Return shipment received in distribution centre, or in country of destination': 'X20 X21 X81',
    'International shipment returned': 'X22',
    'Refused at delivery; return shipment to sender': 'H01 H38',
    'Incorrect address; return shipment to sender': 'H02 Y16',
    'Shipment not collected, return to sender': 'H03 Y20',
    'Shipment is damaged, return to sender': 'H04 H35 Y18',
    'We missed you; shipment returned to sender': 'H05 H07 Y40',
    'Incorrect delivery code or ID, return shipment to sender': 'H08',
    'Shipment incomplete, return to sender': 'H09',
    'Return, content not permitted': 'H10 Y19',
    'Shipment returned to sender, addressee incorrect': 'H12',
    'Shipment too large or too heavy, return to sender': 'H15',
    'Delivery failed, package goes back to sender': 'H16 H18 H25',
    'Value exceeds maximum customs value. Return to sender': 'H17',
    'Shipment returned to sender': 'H20 Y21',
    'Shipment returned on request of sender': 'H22',
    'Returned by pick-up location on recipient’s request': 'H24',
    'Shipment not delivered, no letterbox or does not fit. Return to sender': 'H51 H52',
    'Shipment will be returned': 'K43',
    'Return to sender because of a missing or incorrect export form': 'Y47',
  }),
  ...events('return_to_sender/returned', {
    'Return shipment delivered': 'J63',
  }),
  ...events('info', {
    'Extra@Home Customer Service has made contact': 'A41',
    'Recipient request for pick-up location to return shipment': 'A46',
    'No delivery scan for this shipment yet': 'J80',
    'Status as yet unknown. Try again later': 'K90',
    'Period of validity label expired': 'M03',
    'Appointed place is not safe, visible, wet, not accessible, or not sufficient':
      'P20 P21 P22 P23 P24',
  }),
};
