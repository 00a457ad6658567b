/** How to show an email: on a computer, on a phone, or as plain text. */
export const VIEWS = ['wide', 'narrow', 'text'] as const;
export type View = (typeof VIEWS)[number];

/** The address of the inbox in this state. */
export function linkTo(state: {
  readonly to: string | null;
  readonly message?: string;
  readonly view?: View;
}): string {
  const query = new URLSearchParams();
  if (state.to !== null) query.set('to', state.to);
  if (state.message !== undefined) query.set('message', state.message);
  if (state.view !== undefined && state.view !== 'wide') query.set('view', state.view);
  const written = query.toString();
  return written === '' ? '/' : `/?${written}`;
}
