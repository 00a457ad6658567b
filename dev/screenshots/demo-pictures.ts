/** Pictures of a finished demo: its pages, its messages and Temporal's UI. */

import { pageOf } from '../demo/addresses.ts';
import { SCENES } from '../demo/scenes.ts';
import type { Demo } from '../demo/set-up.ts';
import { STORIES } from '../demo/story.ts';
import { isEmail } from '../sandbox/ledger.ts';
import type { PageRequest } from './whole-page.ts';

/** A picture to take, and the name of its file. */
export interface Picture extends PageRequest {
  readonly name: string;
}

export async function pagePictures(demo: Demo): Promise<readonly Picture[]> {
  const pages = await Promise.all([...STORIES, ...SCENES].map(({ ref }) => pagesOf(demo, ref)));
  const { apiUrl, sandbox } = demo;
  const messages = sandbox.ledger.accepted().map((entry): Picture => {
    const name = entry.key?.split('/').slice(2).join('-') ?? entry.id;
    return isEmail(entry)
      ? { name: `email-${name}`, url: `${sandbox.url}/inbox/${entry.id}/html`, width: 700 }
      : { name: `sms-${entry.id}`, url: `${sandbox.url}/?message=${entry.id}`, width: 1_200 };
  });
  return [
    ...pages.flat(),
    ...messages,
    { name: 'inbox-wide', url: sandbox.url, width: 1_200 },
    { name: 'inbox-narrow', url: sandbox.url, width: 390 },
    { name: 'reference', url: `${apiUrl}/reference`, width: 1_200 },
    ...temporalPictures(demo),
  ];
}

async function pagesOf(demo: Demo, ref: string): Promise<readonly Picture[]> {
  const pages = await pageOf(demo, ref);
  return pages.flatMap(([title, url]): Picture[] => {
    const name = title.replace(' ', '-');
    return [
      { name: `${name}-wide`, url, width: 1_100 },
      { name: `${name}-narrow`, url, width: 390 },
      { name: `${name}-dark`, url, width: 390, dark: true },
    ];
  });
}

/** The list of workflows, and three workflows: one that waits, one that stalled, and a return. */
function temporalPictures({ temporal, shop }: Demo): readonly Picture[] {
  if (!temporal.uiUrl) return [];
  const list = `${temporal.uiUrl}/namespaces/${temporal.namespace}/workflows`;
  const views = ['order/1004', 'order/1005', 'return/R-2'].flatMap((journey): Picture[] => {
    const [kind, ref] = journey.split('/');
    const url = `${list}/${encodeURIComponent(`${kind}/${shop.id}/${ref}`)}`;
    const name = `temporal-${kind}-${ref}`;
    return [
      { name, url, width: 1_400 },
      { name: `${name}-details`, url, width: 1_400, follow: 'User Metadata' },
      { name: `${name}-attributes`, url, width: 1_400, follow: 'Search Attributes' },
    ];
  });
  return [{ name: 'temporal-list', url: list, width: 1_400 }, ...views];
}
