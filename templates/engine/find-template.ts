/** The files of a message, by kind and channel. No file is for one language. */

import type { Channel } from '../../domain/message.ts';
import { CATALOG, type TemplateKind } from './catalog.ts';

const FILES = {
  email: [
    { folder: 'email', extension: 'mjml' },
    { folder: 'text', extension: 'hbs' },
  ],
  sms: [{ folder: 'sms', extension: 'hbs' }],
} as const satisfies Record<Channel, readonly { folder: string; extension: string }[]>;

export interface TemplateKey {
  readonly kind: TemplateKind;
  readonly channel: Channel;
}

/**
 * The paths of a message's templates: an email has its HTML and its text. All SMS about an order,
 * and all about a return, have one template: they differ in their phrases.
 */
export function templateFilesOf({ kind, channel }: TemplateKey): readonly string[] {
  const name = channel === 'sms' ? subjectOf(kind) : kind;
  return FILES[channel].map(({ folder, extension }) => `${folder}/${name}.${extension}`);
}

function subjectOf(kind: TemplateKind): 'order' | 'return' {
  return 'return' in CATALOG[kind].schema.shape ? 'return' : 'order';
}

export function templateFile(key: TemplateKey, index: number): string {
  return templateFilesOf(key)[index] ?? '';
}
