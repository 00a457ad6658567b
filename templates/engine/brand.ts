/** How a shop's messages and pages look: `brands/<brand>/brand.json`. Every field is optional. */

import { z } from 'zod';
import { checkWebUrl } from '../../domain/web-url.ts';
import { assetPath } from './assets.ts';
import { CONTRAST_MIN, contrastRatio } from './brand-colors.ts';
import { webUrl as anyWebUrl } from './data/fields.ts';
import { deriveColors } from './derive-colors.ts';
import { TemplateFileError } from './template-error.ts';
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

const font = z.strictObject({
  /** As CSS writes it, with fallbacks: `Newsreader, Georgia, serif`. */
  family: z
    .string()
    .regex(/^[\w ,'-]+$/, "may hold letters, digits, spaces, commas, ' and -")
    .default(SYSTEM_FONTS),
  /** Of headlines, compared with a font of usual width: 1.4 for a narrow one. */
  scale: z.number().min(0.8).max(1.8).default(1),
  /** Of headlines. */
  weight: z.int().min(100).max(900).default(700),
  /** The brand's own font files. Mail programs that load none use the fallbacks. */
  faces: z
    .array(
      z.strictObject({
        family: oneLine,
        file: z
          .string()
          .regex(/^fonts\/[a-z0-9-]+\.woff2$/, 'must be a file such as fonts/x.woff2'),
        weight: z.string().regex(/^\d{3}( \d{3})?$/, 'must be a weight such as 400 or 400 700'),
        style: z.enum(['normal', 'italic']).default('normal'),
      }),
    )
    .max(6)
    .default([]),
});

/** All but the first four are derived if they are missing. */
const lightColors = z.strictObject({
  accent: color.default('#2f5d50'),
  background: color.default('#f3f4f2'),
  surface: color.default('#ffffff'),
  text: color.default('#1b1f1d'),
  muted: color.optional(),
  line: color.optional(),
  /** Behind what stands out. */
  tint: color.optional(),
  good: color.default('#2c7742'),
  warn: color.default('#94431f'),
  bad: color.default('#a3261b'),
});
const darkColors = z.strictObject({
  accent: color.optional(),
  background: color.default('#121413'),
  surface: color.default('#1c1f1e'),
  text: color.default('#eceeed'),
  muted: color.optional(),
  line: color.optional(),
  tint: color.optional(),
});

const brandFileSchema = z.strictObject({
  /** Null: the name of the shop. */
  name: oneLine.nullable().default(null),
  /** The width of `logo.svg` and `logo-dark.svg`, in CSS pixels. Without the files: the name as text. */
  logoWidthPx: z.int().min(16).max(300).default(160),
  /** The language of messages for which the customer's language has no phrases. */
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag')
    .default('en'),
  /** The shop's front page, which the logo links to. */
  url: webUrl.nullable().default(null),
  colors: lightColors
    .refine(
      ({ text, surface, background }) =>
        [surface, background].every((behind) => contrastRatio(text, behind) >= CONTRAST_MIN),
      { path: ['text'], error: 'cannot be read on surface and background (contrast below 4.5)' },
    )
    .prefault({}),
  /** The colours in dark mode. */
  dark: darkColors.prefault({}),
  /** Of headlines. */
  display: font.prefault({}),
  /** Of all other text. */
  body: font.prefault({}),
  radiusPx: z.int().min(0).max(48).default(12),
  buttonRadiusPx: z.int().min(0).max(48).default(12),
  /** Of pictures of products. */
  pictureRadiusPx: z.int().min(0).max(48).default(10),
  sender: z
    .strictObject({
      name: oneLine.nullable().default(null),
      replyTo: address.nullable().default(null),
    })
    .prefault({}),
  support: z
    .strictObject({
      email: address.nullable().default(null),
      url: webUrl.nullable().default(null),
      phone: oneLine.nullable().default(null),
      /** When a person answers, as text. */
      hours: oneLine.nullable().default(null),
    })
    .prefault({}),
  /** Postal address, line by line. */
  address: z.array(oneLine).max(6).default([]),
  social: z
    .array(z.strictObject({ name: oneLine, url: webUrl }))
    .max(6)
    .default([]),
  legal: oneLine.nullable().default(null),
  /** True: no subject says what is inside. */
  discreet: z.boolean().default(false),
  /** For the tracking page only. Messages are about the order and nothing else. */
  promotions: z
    .array(
      z.strictObject({ title: oneLine, url: webUrl, imageUrl: webUrl.nullable().default(null) }),
    )
    .max(6)
    .default([]),
});

/** The file with its defaults, and the colours derived from it. */
export const brandSchema = brandFileSchema.transform(({ colors, dark, ...brand }) => ({
  ...brand,
  colors: deriveColors(colors, dark),
}));

/** A brand with a name: the shop's name if the file has none. */
export interface Brand extends Readonly<z.output<typeof brandSchema>> {
  readonly name: string;
  readonly sender: { readonly name: string; readonly replyTo: string | null };
  /** Which logos there are. */
  readonly logo: { readonly light: boolean; readonly dark: boolean };
  readonly fontFaces: readonly FontFace[];
  /** Of the display font, in pixels. */
  readonly sizes: Readonly<Record<keyof typeof SIZES, number>>;
}

interface FontFace {
  readonly family: string;
  readonly url: string;
  readonly weight: string;
  readonly style: string;
}

export interface BrandRequest {
  readonly brand: string;
  readonly shopName: string;
}

/** `assetsUrl`: the address of `/assets`, without a slash at the end. */
export function readBrand(
  files: TemplateFiles,
  { brand, shopName }: BrandRequest,
  assetsUrl = '',
): Brand {
  const file = `brands/${brand}/brand.json`;
  const { sender, ...rest } = parseJson(file, fileText(files, file), brandSchema);
  const name = rest.name ?? removeBraces(shopName);
  const faces = [...rest.display.faces, ...rest.body.faces];
  const has = (path: string) => files.has(`brands/${brand}/${path}`);
  return {
    ...rest,
    name,
    sender: { ...sender, name: sender.name ?? name },
    sizes: sizesOf(rest.display.scale),
    logo: { light: has('logo.svg'), dark: has('logo-dark.svg') },
    fontFaces: faces.map(({ family, file: font, weight, style }) => {
      const path = assetPath(files, { brand, file: font, width: null, color: null });
      if (path === null)
        throw new TemplateFileError(file, [{ pointer: '', detail: `there is no ${font}` }]);
      return { family, url: `${assetsUrl}/${path}`, weight, style };
    }),
  };
}

/** Of a font of usual width, in pixels. */
const SIZES = {
  title: 34,
  titleLine: 40,
  answer: 24,
  answerLine: 31,
  heading: 19,
  headingLine: 26,
};

function sizesOf(scale: number): Readonly<Record<keyof typeof SIZES, number>> {
  const entries = Object.entries(SIZES).map(([name, size]) => [name, Math.round(size * scale)]);
  return Object.fromEntries(entries) as Record<keyof typeof SIZES, number>;
}

/** A shop's name may contain braces, which would start a tag in a template. */
function removeBraces(shopName: string): string {
  return shopName.replaceAll(/[{}\r\n]/g, '');
}
