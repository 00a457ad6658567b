import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const BRANDS = join(import.meta.dirname, '..', 'brands');

/** The names of the brands: the files of `brands/`, without `.json`. */
export function listBrands(): readonly string[] {
  return readdirSync(BRANDS)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace(/\.json$/, ''))
    .sort();
}
