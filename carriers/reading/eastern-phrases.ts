/**
 * Phrases as in sentence-phrases.ts, in the languages of GLS and DPD between the Baltic and the
 * Adriatic: Czech, Slovak, Hungarian, Slovenian, Croatian, Romanian, Lithuanian, Latvian, Estonian.
 * No source: general knowledge of these languages, not yet compared with the carriers' own sentences.
 * Word endings vary.
 */

/** It is on its way back, or back. */
export const EASTERN_GOING_BACK: readonly RegExp[] = [
  /\bvissza\w*\b[^.;]*\bfelado\w*|\bfelado\w*[^.;]*\bvissza\w*/,
  /\b(returnat|restituit)\w*\b[^.;]*\bexpeditor\w*/,
  /\bvra[tc]en\w*\b[^.;]*\bodos[ie]+latel\w*/,
  /\b(vracen\w*|vrnjen\w*)\b[^.;]*\bposiljatelj\w*/,
  /\bgrazin\w*\b[^.;]*\bsiuntej\w*|\batgriez\w*\b[^.;]*\bsutitaj\w*|\btagasta\w*\b[^.;]*\bsaatja\w*/,
];

/** A place that keeps parcels for collection. */
export const EASTERN_PICKUP_PLACES: readonly RegExp[] = [
  /\bparcelshop\w*|\bpaketomat\w*|\b(odbern|vydajn|vydejn)\w+ m(ie|i)st\w*|\bz-?box\w*|\balzabox\w*/,
  /\bcsomag(pont|automata)\w*|\b(pickup|atveteli) pont\w*|\beasybox\w*|\bpaketn\w+ (trgovin|avtomat)\w*/,
  /\b(siuntu |pastomat)\w*|\bpakiautomaa\w*|\bpak[uo]mat\w*|\bpaku (skap|automat)\w*/,
];

/** The customer, or somebody for them, has it. */
export const EASTERN_HANDED_OVER: readonly RegExp[] = [
  /\bvyzvednut\w* (prijemcem|adresatem|zakaznikem)\b|\b(prijemce|zakaznik)\w* (si )?(\w+ )?(vyzvedl|prevzal)\w*\b/,
  /\b(prevzat|vyzdvihnut)\w* (prijemcom|adresatom|zakaznikom|prijemcem)\b|\bsoused\w*|\bsused\w*/,
  /\bszomszed(nak|nal|hoz)\b|\b(cimzett|vevo) (\w+ )?atvette\b|\bvecinul\w*|\bsosed\w*/,
  /\batsiimt[ao]s?\b|\bkaimyn\w*|\bkaimin\w*|\bnaabri\w*|\bpreuze(o|la|t|ta)\b|\bridicat de\b/,
];
