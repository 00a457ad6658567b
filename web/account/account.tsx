import { ROLE_WORDS } from '../../domain/member-role.ts';
import type { MembershipRow } from '../../views/member.ts';
import { Field, Notice, Post } from '../ui/form.tsx';
import type { SignedIn } from './deps.ts';
import { AccountLayout } from './layout.tsx';

interface AccountProps {
  readonly signedIn: SignedIn;
  readonly memberships: readonly MembershipRow[];
  readonly isInstallationAdmin: boolean;
  readonly notice: string | null;
  readonly nameFault: string | null;
}

/** The first page after signing in: who you are, and where you may go. */
export function AccountPage(props: AccountProps) {
  const { signedIn, memberships, isInstallationAdmin, notice, nameFault } = props;
  return (
    <AccountLayout title="Your account" signedIn={signedIn}>
      {notice && <Notice kind="good">{notice}</Notice>}
      <section>
        <h1>{signedIn.name}</h1>
        <p class="soft">{signedIn.email}</p>
        <Post action="/account/name">
          <Field
            label="Name"
            name="name"
            value={signedIn.name}
            autocomplete="name"
            maxlength={100}
            hint="Others see it in the list of members and in the audit log."
            error={nameFault}
          />
          <button type="submit" class="button second">
            Save name
          </button>
        </Post>
      </section>
      <section>
        <h2>Signing in</h2>
        <p>
          Password, second factor, passkeys, and where you are signed in.{' '}
          {!signedIn.twoFactorEnabled && 'You have no second factor yet.'}
        </p>
        <p>
          <a class="button second" href="/account/security">
            Security
          </a>
        </p>
      </section>
      <Shops memberships={memberships} />
      {isInstallationAdmin && (
        <section>
          <h2>Installation</h2>
          <p>You are an admin of this installation, and so of each of its shops.</p>
          <p>
            <a href="/account/log">Audit log of all shops</a>
          </p>
        </section>
      )}
    </AccountLayout>
  );
}

function Shops({ memberships }: Pick<AccountProps, 'memberships'>) {
  return (
    <section>
      <h2>Your shops</h2>
      {memberships.length === 0 && (
        <p class="soft">You belong to no shop. An admin of a shop can invite you.</p>
      )}
      <ul class="rows">
        {memberships.map(({ shopId, shopName, role }) => (
          <li>
            <div>
              <strong>{shopName}</strong>
              <p class="soft">
                {role}: {ROLE_WORDS[role]}
              </p>
            </div>
            <div class="links">
              {role === 'admin' && (
                <a href={`/account/shops/${shopId}/members`} aria-label={`Members of ${shopName}`}>
                  Members
                </a>
              )}
              {(role === 'admin' || role === 'manager') && (
                <a href={`/account/shops/${shopId}/log`} aria-label={`Audit log of ${shopName}`}>
                  Audit log
                </a>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
