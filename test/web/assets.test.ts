/** The pictures of emails: the address that the renderer writes is one that the API serves. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { assetPath, findAsset } from '../../templates/engine/assets.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { readTemplateFiles, type TemplateFiles } from '../../templates/engine/template-files.ts';
import { assetRoutes } from '../../web/assets/routes.ts';
import { aMessage } from '../templates/message.ts';

const ROOT = join(import.meta.dirname, '../../templates');
const app = assetRoutes();
let files: TemplateFiles;
beforeAll(async () => {
  files = await readTemplateFiles(ROOT);
});

const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

test('each picture and font of an email is there', async () => {
  const renderer = createRenderer({ assetsUrl: '/assets' });
  for (const brand of ['alder-and-finch', 'nordkant', 'pomelo', 'default']) {
    const { html } = await renderer.email(aMessage('delivered', { brand }));
    const paths = new Set([...html.matchAll(/\/assets\/[^"')]+/g)].map(([path]) => path));
    expect(paths.size).toBeGreaterThan(0);
    for (const path of paths) {
      const answer = await app.request(path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.headers.get('cache-control')).toContain('immutable');
    }
  }
});

test('a drawing comes as a PNG with two pixels for each of its size', async () => {
  const logo = { brand: 'alder-and-finch', file: 'logo.svg', width: 186, color: null };
  const answer = await app.request(`/assets/${assetPath(files, logo)}`);
  expect(answer.headers.get('content-type')).toBe('image/png');
  const [width] = sizeOf(Buffer.from(await answer.arrayBuffer()));
  expect(width).toBe(372);
});

test('an icon has the colour of its address', async () => {
  const icon = { brand: 'pomelo', file: 'icons/truck.svg', width: 26, color: '#236437' };
  const path = assetPath(files, icon);
  expect(path).toMatch(/^pomelo\/[0-9a-f]{10}\/icons\/truck-236437@26\.png$/);
  expect(findAsset(files, path ?? '')).toEqual(icon);
  const answer = await app.request(`/assets/${path}`);
  expect(sizeOf(Buffer.from(await answer.arrayBuffer()))).toEqual([52, 52]);
});

test('a font comes as it is', async () => {
  const file = 'fonts/newsreader-latin.woff2';
  const font = { brand: 'alder-and-finch', file, width: null, color: null };
  const answer = await app.request(`/assets/${assetPath(files, font)}`);
  expect(answer.headers.get('content-type')).toBe('font/woff2');
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  const bytes = await readFile(join(ROOT, 'brands', font.brand, file));
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
});

test.each([
  '/assets/alder-and-finch/0000000000/logo@186.png',
  '/assets/alder-and-finch/0000000000/brand.json',
  '/assets/alder-and-finch/../../package.json',
  '/assets/alder-and-finch/%2e%2e/%2e%2e/package.json',
  '/assets/',
  '/assets/alder-and-finch/logo.svg',
])('%s is nothing that we serve', async (path) => {
  expect((await app.request(path)).status).toBe(404);
});

test('a size that no email uses is not drawn, whatever somebody asks for', async () => {
  const logo = { brand: 'pomelo', file: 'logo.svg', width: 100, color: null };
  const path = assetPath(files, logo) ?? '';
  expect((await app.request(`/assets/${path.replace('@100', '@9000')}`)).status).toBe(404);
});
