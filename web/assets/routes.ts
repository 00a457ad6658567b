/** Logos, icons, product pictures and fonts of brands, for emails and pages: `/assets/…`. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { Hono } from 'hono';
import QuickLRU from 'quick-lru';
import { type Asset, findAsset, sourceOf } from '../../templates/engine/assets.ts';
import { readTemplateFiles, type TemplateFiles } from '../../templates/engine/template-files.ts';

const TEMPLATES = join(import.meta.dirname, '..', '..', 'templates');
/** Screens show two pixels for each one of a picture's size. */
const PIXELS_PER_PX = 2;
const KEPT_MAX = 300;

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** An address names its content by a hash, so whoever has it may keep it for ever. */
const HEADERS = {
  'cache-control': 'public, max-age=31536000, immutable',
  // Mail programs show emails on other origins.
  'access-control-allow-origin': '*',
};

export function assetRoutes(root = TEMPLATES): Hono {
  const app = new Hono();
  const kept = new QuickLRU<string, Promise<Served>>({ maxSize: KEPT_MAX });
  let reading: Promise<TemplateFiles> | null = null;

  app.get('/assets/*', async (c) => {
    const path = c.req.path.slice('/assets/'.length);
    let served = kept.get(path);
    if (!served) {
      reading ??= readTemplateFiles(root);
      const files = await reading;
      const asset = findAsset(files, path);
      if (!asset) return c.notFound();
      served = serve(root, files, asset);
      kept.set(path, served);
    }
    const { bytes, type } = await served;
    return c.body(bytes, 200, { ...HEADERS, 'content-type': type });
  });

  return app;
}

interface Served {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

async function serve(root: string, files: TemplateFiles, asset: Asset): Promise<Served> {
  const extension = asset.width === null ? (asset.file.split('.').at(-1) ?? '') : 'png';
  const bytes = new Uint8Array(await bytesOf(root, files, asset));
  return { bytes, type: TYPES[extension] ?? 'application/octet-stream' };
}

async function bytesOf(root: string, files: TemplateFiles, asset: Asset): Promise<Uint8Array> {
  const { brand, file, width, color } = asset;
  if (width === null) return readFile(join(root, 'brands', brand, file));
  const source = sourceOf(files, asset) ?? '';
  const drawing = color === null ? source : source.replaceAll('currentColor', color);
  const size = { mode: 'width', value: width * PIXELS_PER_PX } as const;
  return new Resvg(drawing, { fitTo: size, font: { loadSystemFonts: false } }).render().asPng();
}
