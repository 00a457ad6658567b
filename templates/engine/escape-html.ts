const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Words as they are written in HTML, within an element or a double-quoted attribute. */
export function escapeHtml(words: string): string {
  return words.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** The reverse, for the four characters above and `&#39;`. */
export function unescapeHtml(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
