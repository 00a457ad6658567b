/** USPS's names for trouble, returns and notices. Sources: as in event-names.ts. */

import { type CodeTable, phraseRows } from '../../reading/code-table.ts';

export const EXCEPTION_NAMES: CodeTable = {
  ...phraseRows('delivered/damage', ['Delivered Damaged']),
  ...phraseRows('exception/damage', ['Damaged', 'Item Damaged in Handling']),
  ...phraseRows('exception/refused', ['Refused', 'Refused Delivery']),
  ...phraseRows('exception/address', [
    'Undeliverable as Addressed',
    'Bad Address',
    'Customer Moved',
    "Incorrect address - Addressee's address being verified",
  ]),
  ...phraseRows('exception/payment_due', [
    'Payment of charges - Item being held, addressee being notified',
  ]),
  ...phraseRows('exception/customs', [
    'Held in Customs',
    'Customs Hold',
    'Refused Entry by Customs',
  ]),
  ...phraseRows('exception/held', [
    'Held at Post Office, At Customer Request',
    'Held at Post Office',
    'Item being held, addressee being notified',
  ]),
  ...phraseRows('exception/loss', [
    'Sent to Mail Recovery Center',
    'Dead Mail/Sent to Recovery Center',
    'Dead Letter',
    'Seized by Law Enforcement',
    'Seized',
  ]),
  ...phraseRows('exception/destroyed', [
    'Disposed by Post Office',
    'Dead Mail/Disposed by Post Office',
  ]),
  ...phraseRows('exception/other', ['Delivery Exception', 'Alert', 'Intercepted']),
  ...phraseRows('return_to_sender', [
    'Return to Sender',
    'Return to Sender Processed',
    'Return to Sender Processing',
    'Being Returned to Sender',
    'Foreign Return to Sender',
    'Customer Recall',
    'Deceased',
    'R.T.S: Improper Documentation',
    'R.T.S: Duty Nonpayment',
  ]),
  // USPS's sentence for each ends in "the item was returned to the sender because …".
  ...phraseRows('return_to_sender/address', [
    'No Such Number',
    'Insufficient Address',
    'Moved, Left No Address',
    'Forward Expired',
    'Addressee Unknown',
    'Vacant',
    'Incorrect address - Item returned to sender',
  ]),
  ...phraseRows('return_to_sender/unclaimed', [
    'Unclaimed',
    'Unclaimed/Being Returned to Sender',
    'Unclaimed - Item returned to sender',
    'Return to Sender / Not Picked Up',
    'R.T.S: Abandonment',
  ]),
  ...phraseRows('return_to_sender/refused', ['Refused - Item returned to sender']),
  ...phraseRows('return_to_sender/returned', [
    'Delivered, To Original Sender',
    'Delivered to Original Sender',
    'Delivered, To Sender',
    'Delivered to Sender',
    'Returned to Consignor',
  ]),
  ...phraseRows('info', [
    'Reminder to Schedule Redelivery of your item',
    'Reminder to Pick Up Your Item',
    'Awaiting Delivery Scan',
    'Delivery Status Not Updated',
    'Return Receipt Associated',
    'Status Not Available',
    'Package Research Case Created',
    'Package Research Case Closed',
  ]),
};
