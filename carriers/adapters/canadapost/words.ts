/**
 * Canada Post's words, for events whose identifier is missing or not specific enough. Source: the
 * descriptions in Canada Post's code table and in its responses, in both languages.
 */

import { type CodeTable, codeRows, keyByWords, phraseRows } from '../../reading/code-table.ts';
import { CODES } from './codes.ts';
import { FRENCH } from './french.ts';

/**
 * Some identifiers are also used for returns. The words then mention the return, and they decide.
 */
export const WAY_BACK: CodeTable = {
  ...phraseRows('return_to_sender/returned', [
    'Item successfully returned to sender',
    'Item was successfully returned to sender',
    'Item has been successfully returned to sender',
    "L'article a été renvoyé avec succès à l'expéditeur",
  ]),
  ...phraseRows('return_to_sender', [
    'Item being returned to sender is out for delivery',
    "L'article renvoyé à l'expéditeur est sorti pour livraison",
    "L'article renvoyé à l'expéditeur est arrivé à l'installation postale",
    'Tentative de renvoyer article à expéditeur. Carte laissée indiquant où ramasser',
    'Importation refusée par les autorités douanières',
  ]),
  ...phraseRows('return_to_sender/address', [
    "Destinataire ne demeure pas à l'adresse indiquée. Article renvoyé à l'expéditeur",
  ]),
};

/** Event types of summaries, which have no identifiers. `INFO` alone has no meaning. */
const TYPES: CodeTable = {
  ...codeRows('in_transit', {
    INDUCTION: 'Item accepted',
    VEHICLE_INFO: 'Item on its way',
    TO_RETAIL: 'Item on its way to a post office',
  }),
  ...codeRows('out_for_delivery', { OUT: 'Item out for delivery' }),
  ...codeRows('attempted', { ATTEMPTED: 'Delivery attempted' }),
  ...codeRows('delivered', { DELIVERED: 'Item delivered' }),
};

/** Keyed by words that mean the same under all identifiers, and by event type. */
export const SUMMARY: CodeTable = {
  ...FRENCH,
  ...keyByWords(CODES),
  ...phraseRows('delivered', ['Item successfully delivered']),
  // With several identifiers, for several reasons.
  ...phraseRows('exception/other', ['Item cannot be delivered; more details to be provided']),
  ...phraseRows('info', ['Signature image recorded for Online viewing']),
  ...WAY_BACK,
  ...TYPES,
};

/** For identifier 4700, which covers several events abroad. Keyed by words. */
export const ABROAD: CodeTable = {
  ...FRENCH,
  ...keyByWords(CODES),
};
