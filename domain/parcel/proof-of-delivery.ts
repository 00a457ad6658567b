/** Proof of delivery: which report of it to keep, and what the customer reads of it. */

import type { ProofOfDelivery } from '../tracking.ts';
import { encodeWebUrl } from '../web-url.ts';

/**
 * Joins two reports about one delivery: a report that leaves out a fact keeps it. A later delivery
 * replaces an earlier one, in whatever order the reports arrive.
 */
export function mergeProof(
  known: ProofOfDelivery | null,
  reported: ProofOfDelivery,
): ProofOfDelivery {
  if (known === null) return reported;
  if (known.at !== null && reported.at !== null && known.at !== reported.at) {
    return known.at > reported.at ? known : reported;
  }
  return {
    at: reported.at ?? known.at,
    signedBy: reported.signedBy ?? known.signedBy,
    location: reported.location ?? known.location,
    signatureUrl: reported.signatureUrl ?? known.signatureUrl,
    photoUrl: reported.photoUrl ?? known.photoUrl,
  };
}

export const HANDOVERS = ['neighbour', 'safe_place', 'letterbox', 'reception', 'door'] as const;
/** How a carrier left a parcel, where its words are understood. */
export type HandoverKind = (typeof HANDOVERS)[number];

export interface Handover {
  readonly kind: HandoverKind | null;
  /** Where it was left, in the carrier's words, without those that `kind` repeats. */
  readonly place: string | null;
  /** The name as the carrier gives it. */
  readonly signedBy: string | null;
}

/**
 * What a customer reads about a delivery; null if nothing is known. `description`: the carrier's words
 * about the delivery scan. Leaves out placeholders such as `N/A` and `Signature not required`.
 */
export function describeHandover(
  proof: Pick<ProofOfDelivery, 'signedBy' | 'location'> | null,
  description: string | null,
): Handover | null {
  const signer = plausible(proof?.signedBy, SIGNER_CHARACTERS_MAX);
  // Drivers write `Neighbour` or `Reception` where a name should be.
  const signedPlace = signer !== null && isOnlyKind(signer) ? signer : null;
  const written = plausible(proof?.location, PLACE_CHARACTERS_MAX) ?? signedPlace;
  const place = written === null ? null : inSentenceCase(written.replaceAll('_', ' '));
  const kind = kindOf(place) ?? kindOf(signedPlace) ?? kindInSentence(description);
  const detail = place !== null && kind !== null ? withoutKind(place, kind) : place;
  const signedBy = signedPlace === null ? signer : null;
  if (kind === null && detail === null && signedBy === null) return null;
  return { kind, place: detail, signedBy };
}

/** The carrier's photo as a link for customers: `https` only, and open to everyone. */
export function photoLink(proof: Pick<ProofOfDelivery, 'photoUrl'> | null): string | null {
  const url = encodeWebUrl(proof?.photoUrl ?? '');
  return url !== null && /^https:/i.test(url) ? url : null;
}

const SIGNER_CHARACTERS_MAX = 60;
const PLACE_CHARACTERS_MAX = 100;

/** The words of each kind in a field that contains nothing but the place. */
const KINDS: Readonly<Record<HandoverKind, RegExp>> = {
  neighbour: /\b(?:neighbou?rs?|nachbar(?:n|in)?|voisine?s?|buur|buren|vecin[oa]s?)\b/iu,
  safe_place:
    /\b(?:safe ?(?:place|location|drop)|secure location|(?:wunsch)?ablageort|veilige plaats)\b/iu,
  letterbox:
    /\b(?:mail ?box|letter ?box|mail ?slot|parcel ?box|briefkasten|bo[iî]te aux lettres|brievenbus)\b/iu,
  reception: /\b(?:reception(?:ist)?|front desk|concierge|empfang|r[ée]ception|receptie)\b/iu,
  door: /^(?:(?:at|the|your|left) )*(?:front ?door|door ?step|door)$/iu,
};

/** A sentence names the customer's neighbours for other reasons too, so it must say `left with`. */
const SENTENCES: readonly (readonly [HandoverKind, RegExp])[] = [
  [
    'neighbour',
    /\b(?:delivered|left|handed(?: over)?|given|signed for)\b.{0,20}\b(?:to|with|at|by) (?:a |an |the |your )?neighbou?r\b/iu,
  ],
  ['neighbour', /\bnachbar(?:n|in)?\b.{0,20}(?:zugestellt|übergeben|abgegeben)/iu],
  ['neighbour', /\b(?:livré|remis).{0,30}\bvoisine?\b/iu],
  ['neighbour', /\b(?:bezorgd|afgeleverd)\b.{0,20}\bburen\b/iu],
  [
    'safe_place',
    /\b(?:delivered|left)\b.{0,30}\b(?:in|to|at) (?:a |an |the |your )?(?:safe ?place|safe location|secure location)\b/iu,
  ],
  ['safe_place', /\bablageort\b.{0,20}\b(?:zugestellt|abgelegt|hinterlegt)\b/iu],
  [
    'letterbox',
    /\b(?:delivered|left|put)\b.{0,20}\b(?:in|to|at|into) (?:a |an |the |your )?(?:mail ?box|letter ?box)\b/iu,
  ],
];

function kindOf(place: string | null): HandoverKind | null {
  if (place === null) return null;
  return HANDOVERS.find((kind) => KINDS[kind].test(place)) ?? null;
}

function kindInSentence(description: string | null): HandoverKind | null {
  if (description === null || NEGATION.test(description)) return null;
  const kinds = SENTENCES.filter(([, pattern]) => pattern.test(description)).map(([kind]) => kind);
  // `in a safe place or with a neighbour` says neither.
  return new Set(kinds).size === 1 ? (kinds[0] ?? null) : null;
}

const NEGATION = /\b(?:not|no|cannot|unable|nicht|pas|niet)\b/iu;

function isOnlyKind(text: string): boolean {
  const kind = kindOf(text);
  return kind !== null && withoutKind(text, kind) === null;
}

/** `Left with neighbour at No. 12` → `No. 12`; null if no other words are left. */
function withoutKind(text: string, kind: HandoverKind): string | null {
  const words = text.replace(KINDS[kind], ' ').replace(/\s+/g, ' ').trim();
  const rest = words
    .replace(LEADING, '')
    .replace(/[\s:;,(–-]+$/u, '')
    .trim();
  return /[\p{L}\p{N}]/u.test(rest) ? rest : null;
}

/** Punctuation and the small words that introduce a place. */
const LEADING =
  /^(?:[\s:;,.()–-]+|(?:left|delivered|with|to|at|in|a|an|the|your|beim|bei|im)\b)+/iu;

function plausible(written: string | null | undefined, charactersMax: number): string | null {
  const text = written?.trim() ?? '';
  if (!/\p{L}/u.test(text) || [...text].length > charactersMax) return null;
  return PLACEHOLDER.test(text) || ADDRESS.test(text) ? null : text;
}

/** What carriers write where they have no name or place. */
const PLACEHOLDER =
  /^(?:n\.?\/?a\.?|none|null|nil|undefined|unknown|other|string|test|x+|not (?:applicable|available|provided|required)|(?:no )?signature.*|(?:signature|proof) .*|no name|driver release|contactless.*|customer|consignee|recipient|resident|receiver|location)$/iu;
const ADDRESS = /:\/\/|@/;

/** `FRONT PORCH` → `Front porch`. Other texts stay as written. */
function inSentenceCase(text: string): string {
  if (!/^[A-Z][A-Z .,'/-]{3,}$/.test(text)) return text;
  return text.charAt(0) + text.slice(1).toLowerCase();
}
