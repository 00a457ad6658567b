import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const BRANDS = join(import.meta.dirname, '..', 'brands');

/** The names of the brands: the folders of `brands/`. */
export function listBrands(): readonly string[] {
  return readdirSync(BRANDS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
