/** Which of Twilio's errors are worth a retry, and which are not. */

import type { ByMessage, ErrorTable } from './outcomes.ts';

/** Twilio names the parameter in the message. Only `To` and `Body` differ between messages. */
const INVALID_PARAMETER: ByMessage = {
  patterns: [[/\b(To|Body)\b/, 'permanent']],
  otherwise: 'held',
};

/**
 * The codes that a request for a new message can get, from twilio.com/docs/api/errors/<code> and
 * Twilio's list of all codes, twilio-error-codes.json. Codes of delivery (300xx) come later, by the
 * status callback.
 */
export const TWILIO_ERRORS: ErrorTable = {
  // The recipient.
  '21211': 'permanent', // not a valid phone number
  '21214': 'permanent', // cannot be reached
  '21265': 'permanent', // a short code cannot receive
  '21266': 'permanent', // To is the sender's own number
  '21401': 'permanent', // not a valid phone number
  '21408': 'permanent', // the account does not send to this country
  '21407': 'permanent', // this kind of number has no SMS
  '21608': 'permanent', // a trial account sends to verified numbers only
  '21610': 'permanent', // the person replied STOP
  '21612': 'permanent', // cannot be reached from this sender
  '21614': 'permanent', // not a mobile number
  '21635': 'permanent', // a landline
  '63003': 'permanent', // the channel does not know To
  '63031': 'permanent', // To is the sender's own address
  '63036': 'permanent', // RCS cannot reach To
  // The message is wrong: a mistake in a template.
  '21602': 'permanent', // no body
  '21604': 'permanent', // no To
  '21605': 'permanent', // longer than 160 characters
  '21617': 'permanent', // longer than 1,600 characters
  '21618': 'permanent', // the body cannot be sent
  '21619': 'permanent', // neither body nor media
  '21620': 'permanent', // a media URL is not valid
  '21623': 'permanent', // too many media files
  '21624': 'permanent', // validity period out of range
  '21653': 'permanent', // too many recipients
  '21658': 'permanent', // a parameter is too long
  '20413': 'permanent', // the request is too large
  // The account.
  '10001': 'configuration', // the account is not active
  '20003': 'configuration', // credentials
  '20004': 'configuration', // method not allowed: a wrong base URL
  '20005': 'configuration', // the account is not active
  '20006': 'configuration', // access denied
  '20008': 'configuration', // test credentials
  '20010': 'configuration', // disabled for the account
  '20011': 'configuration', // TLS version
  '20012': 'configuration', // TLS cipher
  '20101': 'configuration', // invalid access token
  '20104': 'configuration', // expired access token
  '20107': 'configuration', // signature of the access token
  '20151': 'configuration', // authentication failed
  '20403': 'configuration', // forbidden
  '20404': 'configuration', // no such account
  '20410': 'configuration', // gone
  '20423': 'configuration', // invalid SID
  '20426': 'configuration', // upgrade required
  '63038': 'configuration', // the account's daily limit
  '90010': 'configuration', // the account is not active
  // The sender, the messaging service, the callback.
  '21210': 'configuration', // From is not verified
  '21212': 'configuration', // From is not a valid number
  '21601': 'configuration', // From cannot send
  '21603': 'configuration', // no From
  '21606': 'held', // From cannot send to this destination, or is not ours
  '21607': 'configuration', // a trial account must send from its own number
  '21609': 'configuration', // the status callback is not a valid URL
  '21616': 'configuration', // From matches several of the account's numbers
  '21621': 'configuration', // From has no MMS
  '21622': 'configuration', // the account has no MMS
  '21626': 'configuration', // invalid status callback event
  '21657': 'configuration', // the sender ID is not valid
  '21659': 'configuration', // From is not a Twilio number
  '21660': 'configuration', // From belongs to another account
  '21661': 'configuration', // From cannot send SMS
  '21701': 'configuration', // no such messaging service
  '21702': 'configuration', // the messaging service is not available
  '21703': 'held', // the messaging service has no number for this message
  '21704': 'configuration', // the messaging service has no numbers
  '21705': 'configuration', // the messaging service is not valid
  '21708': 'configuration', // the sender ID is missing
  '21709': 'configuration', // the sender ID is not authorized for the messaging service
  '21711': 'configuration', // From is not in the messaging service
  '21715': 'configuration', // From lacks a capability of the messaging service
  '21910': 'configuration', // From and To are of different channels
  '63002': 'configuration', // the channel does not know From
  '63007': 'configuration', // no channel with this From
  '63008': 'configuration', // the channel is not set up
  // Which parameter, only the message says.
  '20001': INVALID_PARAMETER,
  '20422': INVALID_PARAMETER,
  // "Never processed and always safe to retry", in Twilio's words.
  '20429': 'retry',
  '20409': 'retry',
  '21730': 'retry', // under maintenance
  // The sender's queue is more than ten hours long.
  '21611': 'retry_later',
  // Sends are not idempotent: Twilio warns that the message may be delivered after these.
  '20500': 'unknown',
  '20503': 'unknown',
};
