/** All formats. Formats of equal confidence are in order of how common they are. */

import { CANADA_AND_AUSTRALIA_FORMATS } from './canada-and-australia.ts';
import { DHL_FORMATS } from './dhl.ts';
import { EUROPE_FORMATS } from './europe.ts';
import type { NumberFormat } from './format.ts';
import { POSTAL_FORMATS } from './postal.ts';
import { UNITED_STATES_FORMATS } from './united-states.ts';
import { USPS_FORMATS } from './usps.ts';

export const NUMBER_FORMATS: readonly NumberFormat[] = [
  ...POSTAL_FORMATS,
  ...UNITED_STATES_FORMATS,
  ...USPS_FORMATS,
  ...CANADA_AND_AUSTRALIA_FORMATS,
  ...EUROPE_FORMATS,
  ...DHL_FORMATS,
];
