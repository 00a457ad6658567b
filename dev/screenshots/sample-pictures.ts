/** Pictures of every kind of message from sample data, because the demo does not send them all. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MESSAGE_KINDS, type MessageKind } from '../../domain/message.ts';
import { CATALOG } from '../../templates/engine/catalog.ts';
import { escapeHtml } from '../../templates/engine/escape-html.ts';
import { createRenderer, type Renderer } from '../../templates/engine/render.ts';
import type { Picture } from './demo-pictures.ts';

/** Writes the messages to the folder as HTML. Returns the pictures to take of them. */
export async function samplePictures(folder: string): Promise<readonly Picture[]> {
  const renderer = createRenderer();
  const pictures: Picture[] = [];
  const texts: string[] = [];
  const page = async (name: string, html: string) => {
    const path = join(folder, `${name}.html`);
    await writeFile(path, html);
    return pathToFileURL(path).href;
  };
  for (const kind of MESSAGE_KINDS) {
    const { subject, html, text } = await renderer.email(sampleOf(kind));
    const url = await page(`sample-${kind}`, html);
    pictures.push({ name: `sample-${kind}`, url, width: 640 });
    pictures.push({ name: `sample-${kind}-dark`, url, width: 390, dark: true });
    texts.push(section(`${kind}: ${subject}`, text), await smsSection(renderer, kind));
  }
  const url = await page('sample-texts', TEXTS_HEAD + texts.join('\n'));
  return [...pictures, { name: 'sample-texts', url, width: 1_100 }];
}

function sampleOf(kind: MessageKind) {
  const { sample: data } = CATALOG[kind];
  return { kind, brand: 'alder-and-finch', shopName: 'Alder & Finch', locale: 'en', data };
}

async function smsSection(renderer: Renderer, kind: MessageKind): Promise<string> {
  const channels: readonly string[] = CATALOG[kind].channels;
  if (!channels.includes('sms')) return '';
  const { body } = await renderer.sms(sampleOf(kind));
  return section(`${kind} by SMS, ${body.length} characters`, body);
}

const TEXTS_HEAD = `<!doctype html><meta charset="utf-8"><title>Texts</title>
<style>body { font: 14px system-ui; margin: 24px; } pre { white-space: pre-wrap; }</style>`;

function section(title: string, words: string): string {
  return `<h3>${escapeHtml(title)}</h3><pre>${escapeHtml(words)}</pre>`;
}
