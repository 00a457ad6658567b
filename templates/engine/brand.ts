/** How a shop's messages and pages look: `brands/<brand>/brand.json`. Every field is optional. */

import { z } from 'zod';
import { checkWebUrl } from '../../domain/web-url.ts';
import {
  CONTRAST_MIN,
  contrastRatio,
  makeReadable,
  mixColors,
  textColorOn,
} from './brand-colors.ts';
import { webUrl as anyWebUrl } from './data/fields.ts';
import { fileText, parseJson, type TemplateFiles } from './template-files.ts';

/** Brand texts are filled into templates before compilation, so they must not contain tags. */
const oneLine = z
  .string()
  .min(1)
  .regex(/^[^{}\r\n]+$/, 'must be one line without { or }');
const color = z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #1a2b3c');
const address = z.email();
/** The operator writes it, so it may lead to the machine where they try a brand. */
const webUrl = anyWebUrl.superRefine((url, c) => {
  const checked = checkWebUrl(url, { allowsLocal: true });
  if (!checked.ok) c.addIssue(checked.detail);
});

const SYSTEM_FONTS =
  '-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif';

const logo = z.strictObject({
  url: webUrl,
  /** The logo in dark mode; null: the same. */
  darkUrl: webUrl.nullable().default(null),
  widthPx: z.int().min(16).max(300),
});

const brandFileSchema = z.strictObject({
  /** Null: the name of the shop. */
  name: oneLine.nullable().default(null),
  /** Null: the name as text. */
  logo: logo.nullable().default(null),
  /** The language of messages for which the customer's language has no phrases. */
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag')
    .default('en'),
  /** The shop's front page, which the logo links to. */
  url: webUrl.nullable().default(null),
  colors: z
    .strictObject({
      accent: color.default('#2f5d50'),
      background: color.default('#f3f4f2'),
      surface: color.default('#ffffff'),
      text: color.default('#1b1f1d'),
    })
    .refine(
      ({ text, surface, background }) =>
        [surface, background].every((behind) => contrastRatio(text, behind) >= CONTRAST_MIN),
      { path: ['text'], error: 'cannot be read on surface and background (contrast below 4.5)' },
    )
    .prefault({}),
  font: z
    .string()
    .regex(/^[\w ,'-]+$/, "may hold letters, digits, spaces, commas, ' and -")
    .default(SYSTEM_FONTS),
  radiusPx: z.int().min(0).max(32).default(12),
  sender: z
    .strictObject({
      name: oneLine.nullable().default(null),
      replyTo: address.nullable().default(null),
    })
    .prefault({}),
  support: z
    .strictObject({ email: address.nullable().default(null), url: webUrl.nullable().default(null) })
    .prefault({}),
  /** Postal address, line by line. */
  address: z.array(oneLine).max(6).default([]),
  social: z
    .array(z.strictObject({ name: oneLine, url: webUrl }))
    .max(6)
    .default([]),
  legal: oneLine.nullable().default(null),
  /** For the tracking page only. Messages are about the order and nothing else. */
  promotions: z
    .array(
      z.strictObject({ title: oneLine, url: webUrl, imageUrl: webUrl.nullable().default(null) }),
    )
    .max(6)
    .default([]),
});

/** The file with its defaults, and the colours derived from it. */
export const brandSchema = brandFileSchema.transform(({ colors, ...brand }) => ({
  ...brand,
  colors: { ...colors, ...deriveColors(colors) },
}));

/** A brand with a name: the shop's name if the file has none. */
export interface Brand extends Readonly<z.output<typeof brandSchema>> {
  readonly name: string;
  readonly sender: { readonly name: string; readonly replyTo: string | null };
}

type BrandColors = z.output<typeof brandFileSchema>['colors'];

const DARK = { background: '#121413', surface: '#1c1f1e', text: '#eceeed' } as const;

function deriveColors({ accent, background, surface, text }: BrandColors) {
  const tint = mixColors(accent, surface, 0.92);
  const darkTint = mixColors(accent, DARK.surface, 0.85);
  const darkAccent = makeReadable(accent, [DARK.surface], '#ffffff');
  return {
    onAccent: textColorOn(accent),
    link: makeReadable(accent, [surface], text),
    muted: makeReadable(mixColors(text, surface, 0.42), [surface, tint], text),
    mutedOutside: makeReadable(mixColors(text, background, 0.42), [background], text),
    line: mixColors(text, surface, 0.88),
    tint,
    onTint: makeReadable(accent, [tint], text),
    dark: {
      ...DARK,
      accent: darkAccent,
      onAccent: textColorOn(darkAccent),
      muted: makeReadable('#9aa19e', [DARK.background, DARK.surface, darkTint], DARK.text),
      line: mixColors(DARK.text, DARK.surface, 0.84),
      tint: darkTint,
      onTint: makeReadable(accent, [darkTint], '#ffffff'),
    },
  };
}

export function readBrand(
  files: TemplateFiles,
  { brand, shopName }: { readonly brand: string; readonly shopName: string },
): Brand {
  const file = `brands/${brand}/brand.json`;
  const { sender, ...rest } = parseJson(file, fileText(files, file), brandSchema);
  const name = rest.name ?? removeBraces(shopName);
  return { ...rest, name, sender: { ...sender, name: sender.name ?? name } };
}

/** A shop's name may contain braces, which would start a tag in a template. */
function removeBraces(shopName: string): string {
  return shopName.replaceAll(/[{}\r\n]/g, '');
}
