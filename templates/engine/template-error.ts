import { type Fault, WismrError } from '../../domain/error.ts';
import type { Channel } from '../../domain/message.ts';
import type { TemplateKind } from './catalog.ts';

/** The message that could not be rendered. */
export interface MessageName {
  readonly kind: TemplateKind;
  readonly channel: Channel;
  readonly brand: string;
  readonly locale: string;
}

/**
 * A message cannot be rendered: its template, brand, locale or data is wrong. `file` is relative to
 * the folder of the templates, or null if the data is wrong. `faults` say what is wrong and where:
 * `/order/id` in data or JSON, `line 12` in a template. Contains no value of the data.
 */
export class TemplateError extends WismrError {
  readonly kind: TemplateKind;
  readonly channel: Channel;
  readonly brand: string;
  readonly locale: string;
  readonly file: string | null;

  constructor(name: MessageName, file: string | null, faults: readonly Fault[]) {
    super('invalid', describe(name, file, faults), faults);
    this.name = 'TemplateError';
    this.kind = name.kind;
    this.channel = name.channel;
    this.brand = name.brand;
    this.locale = name.locale;
    this.file = file;
  }
}

function describe(name: MessageName, file: string | null, faults: readonly Fault[]): string {
  const what = `The ${name.channel} "${name.kind}" (brand ${name.brand}, locale ${name.locale})`;
  const where = file === null ? 'its data is wrong' : `${file} is wrong`;
  return `${what} cannot be rendered: ${where}.\n${faultLines(faults)}`;
}

function faultLines(faults: readonly Fault[]): string {
  return faults.map(({ pointer, detail }) => `  ${pointer && `${pointer}: `}${detail}`).join('\n');
}

/** A file is wrong, for every message that uses it. Fields as in `TemplateError`. */
export class TemplateFileError extends WismrError {
  readonly file: string;

  constructor(file: string, faults: readonly Fault[]) {
    super('invalid', `${file} is wrong.\n${faultLines(faults)}`, faults);
    this.name = 'TemplateFileError';
    this.file = file;
  }
}

/** A phrase is wrong. The message completes “The phrase …”. */
export class PhraseError extends WismrError {
  constructor(detail: string) {
    super('invalid', detail);
    this.name = 'PhraseError';
  }
}
