import { Field, Notice, Post } from '../ui/form.tsx';
import { AccountLayout } from './layout.tsx';

interface SignInProps {
  readonly email: string;
  /** Where to go afterwards. */
  readonly next: string;
  /** Why the last attempt was refused. */
  readonly error: string | null;
  /** Why the page is shown to somebody who came from another one. */
  readonly notice: string | null;
  /** How people call their OpenID provider; null: there is none. */
  readonly oidcName: string | null;
  readonly hasPasskeys: boolean;
}

export function SignInPage(props: SignInProps) {
  const { email, next, error, notice, oidcName, hasPasskeys } = props;
  return (
    <AccountLayout title="Sign in" signedIn={null} hasPasskeys={hasPasskeys}>
      <section>
        <h1>Sign in</h1>
        {notice && <Notice kind="note">{notice}</Notice>}
        {error && <Notice kind="bad">{error}</Notice>}
        <Post action="/account/sign-in" hidden={{ next }}>
          <Field
            label="Email"
            name="email"
            type="email"
            autocomplete="username webauthn"
            value={email}
            autofocus={email === ''}
          />
          <Field
            label="Password"
            name="password"
            type="password"
            autocomplete="current-password"
            autofocus={email !== ''}
          />
          <button type="submit" class="button full">
            Sign in
          </button>
        </Post>
        <p class="between">
          <a href="/account/forgot-password">Forgot your password?</a>
        </p>
      </section>
      <section class="others">
        <h2>Other ways</h2>
        <div id="passkey-sign-in" data-next={next} hidden>
          <button type="button" class="button second full">
            Sign in with a passkey
          </button>
          <p class="bad" role="alert" hidden></p>
        </div>
        {oidcName && (
          <a
            class="button second full"
            href={`/account/sign-in/oidc?next=${encodeURIComponent(next)}`}
          >
            Sign in with {oidcName}
          </a>
        )}
        <a class="button second full" href={`/account/link?next=${encodeURIComponent(next)}`}>
          Email me a link
        </a>
      </section>
    </AccountLayout>
  );
}

export function SecondFactorPage(props: {
  readonly next: string;
  readonly error: string | null;
  /** A backup code instead of a code of the app. */
  readonly isBackup: boolean;
}) {
  const { next, error, isBackup } = props;
  const query = `next=${encodeURIComponent(next)}`;
  return (
    <AccountLayout title="Second factor" signedIn={null}>
      <section>
        <h1>{isBackup ? 'Enter a backup code' : 'Enter your code'}</h1>
        <p class="soft">
          {isBackup
            ? 'Each of the codes that you saved works once.'
            : 'Open your authenticator app, and type the six digits that it shows for wismr.'}
        </p>
        {error && <Notice kind="bad">{error}</Notice>}
        <Post action="/account/second-factor" hidden={{ next, kind: isBackup ? 'backup' : 'app' }}>
          <Field
            label={isBackup ? 'Backup code' : 'Code'}
            name="code"
            autocomplete="one-time-code"
            maxlength={20}
            autofocus
            {...(isBackup ? {} : { inputmode: 'numeric' as const })}
          />
          <button type="submit" class="button full">
            Continue
          </button>
        </Post>
        <p class="between">
          {isBackup ? (
            <a href={`/account/second-factor?${query}`}>Use the app</a>
          ) : (
            <a href={`/account/second-factor?${query}&kind=backup`}>Use a backup code</a>
          )}
          <a href="/account/sign-in">Start again</a>
        </p>
      </section>
    </AccountLayout>
  );
}
