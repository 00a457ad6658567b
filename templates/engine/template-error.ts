import { type Fault, WismrError } from '../../domain/error.ts';
import type { Channel, MessageKind } from '../../domain/message.ts';

/** Which message could not be made. */
export interface MessageName {
  readonly kind: MessageKind;
  readonly channel: Channel;
  readonly brand: string;
  readonly locale: string;
}

/**
 * A message that cannot be made: its template, brand, locale or data is wrong. `file` is relative
 * to the folder of the templates, and null where the data is wrong; `faults` say what is wrong
 * where: `/order/id` in data or JSON, `line 12` in a template. Names no value of the data.
 */
export class TemplateError extends WismrError {
  readonly kind: MessageKind;
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
  return `${what} cannot be made: ${where}.\n${faultLines(faults)}`;
}

function faultLines(faults: readonly Fault[]): string {
  return faults.map(({ pointer, detail }) => `  ${pointer && `${pointer}: `}${detail}`).join('\n');
}

/** A fault in a file, before it is known for which message. Fields as in `TemplateError`. */
export class TemplateFileError extends WismrError {
  readonly file: string;

  constructor(file: string, faults: readonly Fault[]) {
    super('invalid', `${file} is wrong.\n${faultLines(faults)}`, faults);
    this.name = 'FileFault';
    this.file = file;
  }
}
