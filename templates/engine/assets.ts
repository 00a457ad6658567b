/**
 * Pictures and fonts of brands, at addresses that never change: `/assets/acme/3f9a2c81d0/logo@186.png`.
 * Mail programs show no SVG, so a drawing is served as PNG, with two pixels for each one of its size.
 */

import { createHash } from 'node:crypto';
import type { TemplateFiles } from './template-files.ts';

export interface Asset {
  readonly brand: string;
  /** A file of the brand's folder: `logo.svg`, `fonts/newsreader.woff2`. `icons/box.svg` belongs to all. */
  readonly file: string;
  /** Of a drawing, in CSS pixels; null: the file as it is. */
  readonly width: number | null;
  /** `#rrggbb` for `currentColor` in the drawing. */
  readonly color: string | null;
}

/** Increase it when the same drawing becomes another PNG. */
const RENDERER = 1;
const HASH_LENGTH = 10;

/** The path of an asset below `/assets`; null if there is no such file. */
export function assetPath(files: TemplateFiles, asset: Asset): string | null {
  const source = sourceOf(files, asset);
  if (source === undefined) return null;
  const { brand, file, width, color } = asset;
  const made = JSON.stringify([RENDERER, source, width, color]);
  const hash = createHash('sha256').update(made).digest('hex').slice(0, HASH_LENGTH);
  if (width === null) return `${brand}/${hash}/${file}`;
  const name = file.replace(/\.svg$/, '');
  const tint = color === null ? '' : `-${color.slice(1)}`;
  return `${brand}/${hash}/${name}${tint}@${width}.png`;
}

/** The text of a drawing, or the hash of another file. */
export function sourceOf(
  files: TemplateFiles,
  { brand, file }: Pick<Asset, 'brand' | 'file'>,
): string | undefined {
  return files.get(file.startsWith('icons/') ? file : `brands/${brand}/${file}`);
}

const PATH =
  /^([a-z0-9-]+)\/([0-9a-f]{10})\/([a-z0-9/-]+?)(?:-([0-9a-f]{6}))?(?:@(\d{1,4})\.png|\.([a-z0-9]+))$/;

/** Reads a path below `/assets`; null if it is not one that `assetPath` gives. */
export function findAsset(files: TemplateFiles, path: string): Asset | null {
  const found = PATH.exec(path);
  if (!found) return null;
  const [, brand = '', , name = '', color, width, extension] = found;
  const candidates: readonly Asset[] =
    width === undefined
      ? [
          {
            brand,
            file: `${name}${color ? `-${color}` : ''}.${extension}`,
            width: null,
            color: null,
          },
        ]
      : [{ brand, file: `${name}.svg`, width: Number(width), color: color ? `#${color}` : null }];
  return candidates.find((asset) => assetPath(files, asset) === path) ?? null;
}
