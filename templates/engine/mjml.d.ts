/** The part of MJML 5 that the engine uses; the package has no types. */
declare module 'mjml' {
  interface MjmlFault {
    readonly line: number;
    readonly message: string;
    readonly tagName: string;
    readonly formattedMessage: string;
  }

  interface MjmlOptions {
    readonly validationLevel: 'strict';
    readonly ignoreIncludes: true;
    readonly keepComments: boolean;
    /** Font name → URL of a stylesheet; empty: no external font is ever fetched. */
    readonly fonts: Readonly<Record<string, string>>;
  }

  /** Throws an `Error` with `errors: MjmlFault[]` if the markup is invalid. */
  export default function mjml2html(
    source: string,
    options: MjmlOptions,
  ): Promise<{ readonly html: string }>;
}
