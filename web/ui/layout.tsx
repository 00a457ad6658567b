import type { Child } from 'hono/jsx';

/** The frame of every customer page. It runs no scripts and loads nothing from other hosts. */
export function Layout(props: { readonly title: string; readonly lang: string; children?: Child }) {
  return (
    <html lang={props.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>{props.title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/pages.css" />
      </head>
      <body>
        <main>{props.children}</main>
      </body>
    </html>
  );
}
