/**
 * Patterns for the OpenAPI document, which programs in other languages read: they need no flags, and
 * name ranges of characters instead of classes such as `\s`, which differ between languages.
 */

/** What `trim` removes. */
const BLANK = '\\t-\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';
const CONTROL = '\\u0000-\\u001f\\u007f-\\u009f';

/** Has a character that is not blank. */
export const TEXT_PATTERN = `^[^\\u0000]*[^\\u0000${BLANK}][^\\u0000]*$`;

/** Has no slash and no control character, and begins and ends with no blank. */
export const REFERENCE_PATTERN = `^(?:[^/${CONTROL}${BLANK}]|[^/${CONTROL}${BLANK}][^/${CONTROL}]*[^/${CONTROL}${BLANK}])$`;

/** The same, and begins with no name of an address. */
export const CUSTOMER_PATTERN = REFERENCE_PATTERN.replace('^', '^(?!email:|phone:)');

/** At least four letters or digits, with spaces, dots and dashes. */
export const TRACKING_NUMBER_PATTERN = `^[${BLANK}]*(?:[ .-]*[A-Za-z0-9]){4}[A-Za-z0-9 .-]*[${BLANK}]*$`;
