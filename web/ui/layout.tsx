import type { Child } from 'hono/jsx';

interface LayoutProps {
  readonly title: string;
  readonly lang: string;
  /** Style sheets besides that of all pages. */
  readonly styles?: readonly string[];
  /** Scripts of this site. Customers' pages have none. */
  readonly scripts?: readonly string[];
  /** Of the main part. */
  readonly class?: string | undefined;
  children?: Child;
}

/** The frame of every page. It loads nothing from other hosts. */
export function Layout(props: LayoutProps) {
  const { title, lang, styles = [], scripts = [], children } = props;
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        {['/pages.css', ...styles].map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
        {scripts.map((src) => (
          <script src={src} defer></script>
        ))}
      </head>
      <body>
        <main class={props.class}>{children}</main>
      </body>
    </html>
  );
}
