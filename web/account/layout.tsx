import type { Child } from 'hono/jsx';
import { Post } from '../ui/form.tsx';
import { Layout } from '../ui/layout.tsx';
import type { SignedIn } from './deps.ts';

interface AccountLayoutProps {
  readonly title: string;
  /** Null: nobody is signed in. */
  readonly signedIn: Pick<SignedIn, 'name'> | null;
  /** A wide page, for tables. */
  readonly isWide?: boolean;
  /** Loads the script for passkeys. */
  readonly hasPasskeys?: boolean;
  children?: Child;
}

/** The frame of the pages of an account. */
export function AccountLayout(props: AccountLayoutProps) {
  const { title, signedIn, isWide, hasPasskeys, children } = props;
  return (
    <Layout
      title={`${title} · wismr`}
      lang="en"
      styles={['/account/account.css']}
      scripts={hasPasskeys ? ['/account/passkeys.js'] : []}
      class={isWide ? 'wide' : undefined}
    >
      <header>
        <strong>wismr</strong>
        {signedIn && (
          <nav aria-label="Account">
            <a href="/account">{signedIn.name}</a>
            <Post action="/account/sign-out">
              <button type="submit" class="plain">
                Sign out
              </button>
            </Post>
          </nav>
        )}
      </header>
      {children}
    </Layout>
  );
}
