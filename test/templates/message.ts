/** Builders for the template tests: message requests, and a folder with changed templates. */

import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MESSAGE_KINDS, type MessageKind } from '../../domain/message.ts';
import { CATALOG } from '../../templates/engine/catalog.ts';
import type { RenderRequest } from '../../templates/engine/render.ts';

const TEMPLATES = join(import.meta.dirname, '../../templates');

/** A request with the kind's sample data, in English and in the demo's brand. */
export function aMessage(kind: MessageKind, changes: Partial<RenderRequest> = {}): RenderRequest {
  const { sample: data } = CATALOG[kind];
  const [brand, shopName, locale] = ['alder-and-finch', 'Alder & Finch', 'en'];
  return { kind, brand, shopName, locale, data, ...changes };
}

export const SENT_BY_SMS = MESSAGE_KINDS.filter((kind) =>
  (CATALOG[kind].channels as readonly string[]).includes('sms'),
);

/** Runs a function on a copy of the templates in which some files are replaced. */
export async function withTemplates<T>(
  files: Readonly<Record<string, string>>,
  run: (root: string) => Promise<T>,
): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'wismr-templates-'));
  try {
    for (const folder of ['email', 'text', 'sms', 'brands', 'locales', 'icons']) {
      await cp(join(TEMPLATES, folder), join(root, folder), { recursive: true });
    }
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return await run(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

/** The visible text of HTML, without head, comments, elements and entities. */
export function wordsOf(html: string): string {
  return html
    .replace(/^[\s\S]*<body/, '<body')
    .replaceAll(/<!--[\s\S]*?-->/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&#x3D;', '=')
    .replaceAll(/\s+/g, ' ');
}
