import type { PasskeyView } from '../../views/passkey.ts';
import type { SessionView } from '../../views/session.ts';
import { Field, Notice, Post } from '../ui/form.tsx';
import type { SignedIn } from './deps.ts';
import { AccountLayout } from './layout.tsx';
import { Time } from './time.tsx';

interface SecurityProps {
  readonly signedIn: SignedIn;
  readonly hasPassword: boolean;
  readonly hasPasskeys: boolean;
  readonly passkeys: readonly PasskeyView[];
  readonly sessions: readonly SessionView[];
  readonly notice: string | null;
}

/** How a person signs in, and where the person is signed in. */
export function SecurityPage(props: SecurityProps) {
  const { signedIn, hasPassword, hasPasskeys, notice } = props;
  return (
    <AccountLayout title="Security" signedIn={signedIn} hasPasskeys={hasPasskeys}>
      <h1>Security</h1>
      {notice && <Notice kind="good">{notice}</Notice>}
      <section>
        <h2>Password</h2>
        {hasPassword ? (
          <a class="button second" href="/account/password">
            Change password
          </a>
        ) : (
          <p>
            You have none. To choose one, <a href="/account/forgot-password">ask for a link</a>.
          </p>
        )}
      </section>
      <SecondFactor isOn={signedIn.twoFactorEnabled} />
      {hasPasskeys && <Passkeys passkeys={props.passkeys} />}
      <Sessions {...props} />
    </AccountLayout>
  );
}

function SecondFactor({ isOn }: { readonly isOn: boolean }) {
  return (
    <section>
      <h2>Second factor</h2>
      <p>
        {isOn
          ? 'On: after your password or a link, you enter a code of your authenticator app.'
          : 'Off. With one, nobody signs in with your password or your inbox alone.'}
      </p>
      {isOn ? (
        <p class="links">
          <a href="/account/backup-codes">New backup codes</a>
          <a href="/account/second-factor/remove">Turn off</a>
        </p>
      ) : (
        <a class="button second" href="/account/second-factor/set-up">
          Set up an authenticator app
        </a>
      )}
    </section>
  );
}

function Passkeys({ passkeys }: Pick<SecurityProps, 'passkeys'>) {
  return (
    <section>
      <h2>Passkeys</h2>
      <p>Sign in with your fingerprint, your face or a security key, without a password or code.</p>
      <ul class="rows">
        {passkeys.map(({ id, name, createdAt }) => (
          <li>
            <div>
              <strong>{name}</strong>
              <p class="soft">
                Added <Time at={createdAt} />
              </p>
            </div>
            <Post action={`/account/passkeys/${id}/remove`}>
              <button type="submit" class="plain bad" aria-label={`Remove ${name}`}>
                Remove
              </button>
            </Post>
          </li>
        ))}
      </ul>
      <div id="passkey-add" hidden>
        <Field
          label="Name of the new passkey"
          name="passkey-name"
          autocomplete="off"
          maxlength={60}
          isRequired={false}
          hint="Such as: work laptop"
        />
        <button type="button" class="button second">
          Add a passkey
        </button>
        <p class="bad" role="alert" hidden></p>
      </div>
      <noscript>
        <p class="soft">Passkeys need JavaScript. All else here works without it.</p>
      </noscript>
    </section>
  );
}

function Sessions({ sessions: all, signedIn }: SecurityProps) {
  const isThis = ({ id }: SessionView) => id === signedIn.sessionId;
  const sessions = [...all.filter(isThis), ...all.filter((each) => !isThis(each))];
  return (
    <section>
      <h2>Where you are signed in</h2>
      <ul class="rows">
        {sessions.map(({ id, device, address, lastUsedAt }) => (
          <li>
            <div>
              <strong>{device}</strong>
              <p class="soft">
                {id === signedIn.sessionId ? (
                  'This session'
                ) : (
                  <>
                    Last used <Time at={lastUsedAt} />
                  </>
                )}
                {address && `, from ${address}`}
              </p>
            </div>
            {id !== signedIn.sessionId && (
              <Post action={`/account/sessions/${id}/revoke`}>
                <button type="submit" class="plain bad" aria-label={`Sign out ${device}`}>
                  Sign out
                </button>
              </Post>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Post action="/account/sessions/revoke-others">
          <button type="submit" class="button second">
            Sign out everywhere else
          </button>
        </Post>
      )}
    </section>
  );
}
