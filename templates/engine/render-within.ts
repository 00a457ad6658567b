/** Keeps an email below the size at which mail programs clip it. */

import type { Render } from './handlebars.ts';

type Data = Readonly<Record<string, unknown>>;
type Change = (name: string, value: unknown) => unknown;

/** What may go from the fields of a list, the least missed first. The order's page shows it all. */
const CHANGES: readonly Change[] = [
  (name, value) => (name === 'imageUrl' ? null : value),
  (name, value) => (name === 'url' && isLongerThan(value, 200) ? null : value),
  (name, value) => (name === 'name' && typeof value === 'string' ? cut(value, 80) : value),
];

/** Renders the data, with less of it where the HTML would have more than `most` bytes of UTF-8. */
export function renderWithin(
  most: number,
  render: Render,
  data: Data,
): { readonly html: string; readonly data: Data } {
  let result = { html: render(data), data };
  for (const change of CHANGES) {
    if (Buffer.byteLength(result.html) <= most) return result;
    const lighter = changeLists(result.data, change);
    result = { html: render(lighter), data: lighter };
  }
  return result;
}

function changeLists(data: Data, change: Change): Data {
  const visit = (value: unknown, isListed: boolean): unknown => {
    if (Array.isArray(value)) return value.map((each) => visit(each, true));
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).map(([name, each]) => {
      const visited = visit(each, isListed);
      return [name, isListed ? change(name, visited) : visited];
    });
    return Object.fromEntries(fields);
  };
  return visit(data, false) as Data;
}

function isLongerThan(value: unknown, most: number): boolean {
  return typeof value === 'string' && value.length > most;
}

function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
