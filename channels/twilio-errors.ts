/** Which of Twilio's errors are worth a retry, and which are not. */

import type { ErrorTable } from './outcomes.ts';

/** Twilio's error codes for a request to send, from twilio.com/docs/api/errors/<code>. */
export const TWILIO_ERRORS: ErrorTable = {
  // The address is wrong.
  '21211': 'permanent', // not a valid phone number
  '21265': 'permanent', // a short code cannot receive
  '21610': 'permanent', // the person replied STOP
  '21612': 'permanent', // cannot be reached from this sender
  '21614': 'permanent', // not a mobile number
  '21635': 'permanent', // a landline
  // The message is wrong: a mistake in a template.
  '21602': 'permanent', // no body
  '21604': 'permanent', // no To
  '21617': 'permanent', // longer than 1,600 characters
  '21618': 'permanent', // the body cannot be sent
  '21619': 'permanent', // neither body nor media
  '21624': 'permanent', // validity period out of range
  // The account, the sender or the setup is wrong.
  '20003': 'configuration', // credentials
  '20404': 'configuration', // no such account
  '21212': 'configuration', // From is not a valid number
  '21408': 'configuration', // the country is not enabled for the account
  '21601': 'configuration', // From cannot send
  '21603': 'configuration', // no From
  '21606': 'configuration', // From is not ours, or cannot send
  '21608': 'configuration', // a trial account, and To is not verified
  '21609': 'configuration', // the status callback is not a valid URL
  '21659': 'configuration', // From is not a Twilio number
  '21661': 'configuration', // From cannot send SMS
  '21703': 'configuration', // the messaging service has no numbers
  '21704': 'configuration', // the messaging service has no numbers
  '21705': 'configuration', // no such messaging service
  // "Never processed and always safe to retry", in Twilio's words.
  '20429': 'retry',
  // The sender's queue is more than ten hours long.
  '21611': 'retry_later',
  // Sends are not idempotent: Twilio warns that the message may be delivered after these.
  '20500': 'unknown',
  '20503': 'unknown',
};
