/** Checks names that operators type. Each message suggests the nearest known name. */

import { isInDirectory, listCarrierIds } from '../carriers/directory.ts';
import { CARRIERS } from '../carriers/index.ts';
import { didYouMean } from '../domain/nearest.ts';
import { listBrands } from '../templates/engine/list-brands.ts';
import { findShop, type Shop } from '../views/shop.ts';
import { type Invocation, PROGRAM } from './command.ts';

/** Finds the shop that the first argument names. Prints an error if there is none. */
export async function namedShop(call: Invocation): Promise<Shop | null> {
  const [id = ''] = call.args;
  const shop = await findShop(await call.database(), id);
  if (!shop) {
    call.fail(
      `there is no shop "${id}": list all with \`${PROGRAM} shop list\`, or create it with ` +
        `\`${PROGRAM} shop create ${id}\``,
    );
  }
  return shop;
}

export function unknownAdapter(name: string): string {
  return `there is no carrier "${name}"${didYouMean(name, CARRIERS) || seeAllCarriers()}`;
}

/** What is wrong with a carrier's name; null if the directory has it. */
export function unknownCarrier(name: string): string | null {
  if (isInDirectory(name)) return null;
  const hint = didYouMean(name, listCarrierIds());
  return `the carrier directory has no "${name}"${hint || seeAllCarriers()}`;
}

/** What is wrong with a brand's name; null if the brand exists. */
export function unknownBrand(name: string): string | null {
  const brands = listBrands();
  if (brands.includes(name)) return null;
  const hint = didYouMean(name, brands) || `; there are: ${brands.join(', ')}`;
  return `there is no brand "${name}" (templates/brands/${name}.json)${hint}`;
}

function seeAllCarriers(): string {
  return `; all carriers: ${PROGRAM} carriers`;
}
