import { type Fault, WismrError } from '../domain/error.ts';
import { checkWebUrl, isLocalUrl } from '../domain/web-url.ts';
import type { ApiDeps } from './env.ts';

/** A link of a request, and where it stands there. */
export interface GivenLink {
  readonly pointer: string;
  readonly url: string | null | undefined;
}

/**
 * Throws `invalid` for links to this machine, unless wismr's own pages are there too: then it runs for
 * a developer or for a test, whose links may lead there.
 */
export function refuseLocalLinks(links: readonly GivenLink[], deps: LinkSettings): void {
  const faults = links.flatMap(({ pointer, url }): readonly Fault[] => {
    const checked = url ? checkWebUrl(url, linksAllowed(deps)) : null;
    return checked === null || checked.ok ? [] : [{ pointer, detail: checked.detail }];
  });
  const message = faults.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ');
  if (faults.length > 0) throw new WismrError('invalid', message, faults);
}

type LinkSettings = Pick<ApiDeps, 'publicUrl'>;

export function linksAllowed({ publicUrl }: LinkSettings): { readonly allowsLocal: boolean } {
  return { allowsLocal: isLocalUrl(publicUrl) };
}
