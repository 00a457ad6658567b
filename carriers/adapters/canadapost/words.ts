import { type CodeRow, type CodeTable, phraseOf, phrases, rows } from '../../reading/code-table.ts';
import { CODES } from './codes.ts';

/** Some identifiers serve the way back as well: then the words say so, and count. */
export const WAY_BACK: CodeTable = {
  ...phrases('return_to_sender/returned', [
    'Item successfully returned to sender',
    'Item was successfully returned to sender',
    'Item has been successfully returned to sender',
    "L'article a été renvoyé avec succès à l'expéditeur",
  ]),
  ...phrases('return_to_sender', [
    'Item being returned to sender is out for delivery',
    "L'article renvoyé à l'expéditeur est sorti pour livraison",
    "L'article renvoyé à l'expéditeur est arrivé à l'installation postale",
    'Tentative de renvoyer article à expéditeur. Carte laissée indiquant où ramasser',
    'Importation refusée par les autorités douanières',
  ]),
};

/** The types of event in summaries, which have no identifiers. `INFO` says nothing by itself. */
const TYPES: CodeTable = {
  ...rows('in_transit', {
    INDUCTION: 'Item accepted',
    VEHICLE_INFO: 'Item on its way',
    TO_RETAIL: 'Item on its way to a post office',
  }),
  ...rows('out_for_delivery', { OUT: 'Item out for delivery' }),
  ...rows('attempted', { ATTEMPTED: 'Delivery attempted' }),
  ...rows('delivered', { DELIVERED: 'Item delivered' }),
};

/** By words, where all identifiers that have them mean the same, and by the type of event. */
export const SUMMARY: CodeTable = {
  ...inWords(CODES),
  ...phrases('delivered', ['Item successfully delivered']),
  ...phrases('info', ['Signature image recorded for Online viewing']),
  ...WAY_BACK,
  ...TYPES,
};

function inWords(table: CodeTable): CodeTable {
  const rowsOf = Map.groupBy(Object.values(table), ({ words }) => phraseOf(words));
  const agreed = [...rowsOf].flatMap(([phrase, [first, ...rest]]) =>
    first && rest.every((row) => isAlike(row, first)) ? [[phrase, first] as const] : [],
  );
  return Object.fromEntries(agreed);
}

function isAlike(a: CodeRow, b: CodeRow): boolean {
  return a.status === b.status && a.reason === b.reason;
}
