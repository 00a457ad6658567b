/**
 * Phrases as in sentence-phrases.ts about how a delivery ended: nobody lives at the address, money
 * is due, or the parcel arrived in the end. No source: not yet compared with
 * the carriers' own sentences.
 */

/** Nobody lives there. */
export const NOT_AT_ADDRESS: readonly RegExp[] = [
  /\b(addressee|recipient|consignee|customer) (has )?(gone away|moved|unknown|not known)\b|\bcould not find the (addressee|recipient)\b/,
  /\b(empfanger (\w+ )?(verzogen|unbekannt)|geadresseerde (\w+ )?(verhuisd|onbekend)|n'habite pas a l'adresse)\b/,
];

/** It waits for money. */
export const PAYMENT_DUE: readonly RegExp[] = [
  /\bfee to pay\b|\bheld for (payment|charges|customs charges)\b|\bpayment (is )?(required|due) before\b/,
];

/** An earlier attempt failed, and yet the customer has it. */
export const DELIVERED_YET: readonly RegExp[] = [
  /\band (it |your \w+ )?(was|were|has been) (then )?delivered on\b|\bdelivered (after|following) (an? |the )?(\w+ )?(failed|missed|unsuccessful) (delivery|attempt)\b/,
  /\b(?<!\bnot )left (your|the) (item|parcel|package) (in|with) (your|the) (safe ?place|neighbou?r)\b/,
];
