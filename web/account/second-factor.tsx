import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { Field, Notice, Post, UsernameOfForm } from '../ui/form.tsx';
import type { SignedIn } from './deps.ts';
import { AccountLayout } from './layout.tsx';
import { NewPasswordField } from './links.tsx';

interface ConfirmProps {
  readonly signedIn: SignedIn;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly button: string;
  readonly hasPassword: boolean;
  readonly error: string | null;
}

/** Asks for the password before something changes how the person signs in. */
export function ConfirmPage(props: ConfirmProps) {
  const { signedIn, title, text, action, button, hasPassword, error } = props;
  return (
    <AccountLayout title={title} signedIn={signedIn}>
      <section>
        <h1>{title}</h1>
        <p class="soft">{text}</p>
        {error && <Notice kind="bad">{error}</Notice>}
        <Post action={action}>
          {hasPassword && (
            <>
              <UsernameOfForm email={signedIn.email} />
              <Field
                label="Your password"
                name="password"
                type="password"
                autocomplete="current-password"
                autofocus
              />
            </>
          )}
          <button type="submit" class="button full">
            {button}
          </button>
        </Post>
        <BackToSecurity />
      </section>
    </AccountLayout>
  );
}

export interface SetUp {
  /** `otpauth://…`: what the QR code holds. */
  readonly uri: string;
  readonly backupCodes: readonly string[];
}

interface SetUpProps extends SetUp {
  readonly signedIn: SignedIn;
  /** The QR code as SVG, by the library. */
  readonly svg: string;
  readonly error: string | null;
}

/** Shown once, as the answer to the password: no address leads to the secret. */
export function SetUpPage({ signedIn, uri, svg, backupCodes, error }: SetUpProps) {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return (
    <AccountLayout title="Set up an authenticator app" signedIn={signedIn}>
      <section>
        <h1>Set up an authenticator app</h1>
        <h2>1. Scan the code</h2>
        <div class="qr" role="img" aria-label="QR code for your authenticator app">
          {raw(svg)}
        </div>
        <p class="soft">
          Or type this key: <code>{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
      </section>
      <section>
        <h2>2. Save your backup codes</h2>
        <p class="soft">Each signs you in once, if you lose your phone. They are shown only now.</p>
        <Codes codes={backupCodes} />
      </section>
      <section>
        <h2>3. Enter a code of the app</h2>
        {error && <Notice kind="bad">{error}</Notice>}
        <Post
          action="/account/second-factor/confirm"
          hidden={{ uri, backupCodes: backupCodes.join(' ') }}
        >
          <Field
            label="Code"
            name="code"
            autocomplete="one-time-code"
            inputmode="numeric"
            maxlength={10}
          />
          <button type="submit" class="button full">
            Turn on
          </button>
        </Post>
        <BackToSecurity />
      </section>
    </AccountLayout>
  );
}

export function BackupCodesPage(props: {
  readonly signedIn: SignedIn;
  readonly codes: readonly string[];
}) {
  return (
    <AccountLayout title="Backup codes" signedIn={props.signedIn}>
      <section>
        <h1>Your new backup codes</h1>
        <p class="soft">
          Each signs you in once, if you lose your phone. They are shown only now; the former ones
          work no more.
        </p>
        <Codes codes={props.codes} />
        <BackToSecurity>Done</BackToSecurity>
      </section>
    </AccountLayout>
  );
}

export function PasswordPage(props: {
  readonly signedIn: SignedIn;
  readonly faults: { readonly current: string | null; readonly password: string | null };
}) {
  const { signedIn, faults } = props;
  return (
    <AccountLayout title="Change password" signedIn={signedIn}>
      <section>
        <h1>Change password</h1>
        <p class="soft">All other devices are signed out.</p>
        <Post action="/account/password">
          <UsernameOfForm email={signedIn.email} />
          <Field
            label="Current password"
            name="current"
            type="password"
            autocomplete="current-password"
            error={faults.current}
          />
          <NewPasswordField error={faults.password} />
          <button type="submit" class="button full">
            Save password
          </button>
        </Post>
        <BackToSecurity />
      </section>
    </AccountLayout>
  );
}

function Codes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <ul class="codes">
      {codes.map((code) => (
        <li>
          <code>{code}</code>
        </li>
      ))}
    </ul>
  );
}

function BackToSecurity({ children = 'Back to security' }: { children?: Child }) {
  return (
    <p class="between">
      <a href="/account/security">{children}</a>
    </p>
  );
}
