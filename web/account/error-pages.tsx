import { page } from '../customer/not-found.tsx';
import type { SignedIn } from './deps.ts';
import { AccountLayout } from './layout.tsx';

type Person = Pick<SignedIn, 'name'> | null;

/** Sign-in needs a setting that this installation does not have. */
export function notSetUpPage(): string {
  return page(
    <AccountLayout title="Sign-in is off" signedIn={null}>
      <section>
        <h1>Sign-in is not set up</h1>
        <p class="soft">
          This installation has no AUTH_SECRET, so nobody can sign in. If you run it:
          docs/sign-in.md says how to set it.
        </p>
      </section>
    </AccountLayout>,
  );
}

export function forbiddenPage(signedIn: Person): string {
  return page(
    <AccountLayout title="Not allowed" signedIn={signedIn}>
      <section>
        <h1>You may not do this</h1>
        <p class="soft">
          {signedIn
            ? 'Your role does not allow it. An admin of the shop can change your role.'
            : 'This request came from another site, so it was refused. Go back, and try it again there.'}
        </p>
        <p>
          <a class="button" href="/account">
            Your account
          </a>
        </p>
      </section>
    </AccountLayout>,
  );
}

/** A page that says one thing, with a link that leads on. */
export function messagePage(props: {
  readonly title: string;
  readonly text: string;
  readonly href?: string;
  readonly link?: string;
}): string {
  const { title, text, href = '/account', link = 'Your account' } = props;
  return page(
    <AccountLayout title={title} signedIn={null}>
      <section>
        <h1>{title}</h1>
        <p class="soft">{text}</p>
        <p>
          <a class="button" href={href}>
            {link}
          </a>
        </p>
      </section>
    </AccountLayout>,
  );
}
