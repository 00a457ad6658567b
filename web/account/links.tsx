import { Field, Notice, Post, UsernameOfForm } from '../ui/form.tsx';
import { AccountLayout } from './layout.tsx';

interface AskProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly button: string;
  readonly next: string;
  readonly error: string | null;
  readonly hasEmail: boolean;
}

/** Asks for the address that gets a link: to sign in, or to choose a new password. */
export function AskForLinkPage(props: AskProps) {
  const { title, text, action, button, next, error, hasEmail } = props;
  return (
    <AccountLayout title={title} signedIn={null}>
      <section>
        <h1>{title}</h1>
        {!hasEmail && (
          <Notice kind="bad">
            Email is not set up on this installation, so no link can be sent. Ask whoever runs it.
          </Notice>
        )}
        <p class="soft">{text}</p>
        {error && <Notice kind="bad">{error}</Notice>}
        <Post action={action} hidden={{ next }}>
          <Field label="Email" name="email" type="email" autocomplete="username" autofocus />
          <button type="submit" class="button full">
            {button}
          </button>
        </Post>
        <p class="between">
          <a href="/account/sign-in">Back to sign in</a>
        </p>
      </section>
    </AccountLayout>
  );
}

/** The same whether the address has an account or not. */
export function LinkSentPage({ text }: { readonly text: string }) {
  return (
    <AccountLayout title="Look into your inbox" signedIn={null}>
      <section>
        <h1>Look into your inbox</h1>
        <p class="soft">{text}</p>
        <p class="soft">
          Nothing there after a few minutes? See whether it is among the spam, and whether you typed
          the address of your account.
        </p>
        <p class="between">
          <a href="/account/sign-in">Back to sign in</a>
        </p>
      </section>
    </AccountLayout>
  );
}

/** Mail scanners open links, so only a button signs in. */
export function ConfirmLinkPage({
  token,
  next,
}: {
  readonly token: string;
  readonly next: string;
}) {
  return (
    <AccountLayout title="Sign in" signedIn={null}>
      <section>
        <h1>Sign in to wismr</h1>
        <p class="soft">One click more, so that no mail program signs in by itself.</p>
        <Post action={`/account/link/${encodeURIComponent(token)}`} hidden={{ next }}>
          <button type="submit" class="button full">
            Sign in
          </button>
        </Post>
      </section>
    </AccountLayout>
  );
}

export function NewPasswordPage(props: {
  readonly token: string;
  readonly email: string;
  readonly error: string | null;
}) {
  const { token, email, error } = props;
  return (
    <AccountLayout title="New password" signedIn={null}>
      <section>
        <h1>Choose a new password</h1>
        <p class="soft">For {email}. All devices are signed out.</p>
        <Post action={`/account/reset/${encodeURIComponent(token)}`}>
          <UsernameOfForm email={email} />
          <NewPasswordField error={error} />
          <button type="submit" class="button full">
            Save password
          </button>
        </Post>
      </section>
    </AccountLayout>
  );
}

export function NewPasswordField({ error }: { readonly error: string | null }) {
  return (
    <Field
      label="New password"
      name="password"
      type="password"
      autocomplete="new-password"
      maxlength={200}
      hint="At least 12 characters. A few words are easy to remember."
      error={error}
    />
  );
}
