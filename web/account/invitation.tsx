import { ROLE_WORDS } from '../../domain/member-role.ts';
import type { InvitationRow } from '../../views/invitation.ts';
import { Field, Notice, Post, UsernameOfForm } from '../ui/form.tsx';
import type { SignedIn } from './deps.ts';
import { AccountLayout } from './layout.tsx';
import { NewPasswordField } from './links.tsx';

/** What the reader of an invitation can do with it. */
export type InvitationStep = 'join' | 'sign_in' | 'create_account' | 'other_person';

interface InvitationProps {
  readonly invitation: InvitationRow;
  readonly token: string;
  readonly step: InvitationStep;
  readonly signedIn: SignedIn | null;
  readonly name: string;
  readonly faults: { readonly name: string | null; readonly password: string | null };
}

export function InvitationPage(props: InvitationProps) {
  const { invitation, signedIn } = props;
  const { shopName, role, invitedBy, email } = invitation;
  return (
    <AccountLayout title="Invitation" signedIn={signedIn}>
      <section>
        <h1>{shopName ? `Join ${shopName}` : 'Become an admin of wismr'}</h1>
        <dl class="facts">
          <dt>Invited</dt>
          <dd>{email}</dd>
          <dt>Role</dt>
          <dd>
            {role}: {shopName ? ROLE_WORDS[role] : 'Everything, in every shop'}
          </dd>
          <dt>By</dt>
          <dd>{invitedBy ?? 'whoever runs this installation'}</dd>
        </dl>
        <Step {...props} />
      </section>
    </AccountLayout>
  );
}

function Step({ invitation, token, step, name, faults }: InvitationProps) {
  const path = `/account/invitation/${encodeURIComponent(token)}`;
  if (step === 'join') {
    return (
      <Post action={path}>
        <button type="submit" class="button full">
          Accept
        </button>
      </Post>
    );
  }
  if (step === 'sign_in') {
    const query = new URLSearchParams({ next: path, why: 'invited' });
    return (
      <a class="button full" href={`/account/sign-in?${query}`}>
        Sign in to accept
      </a>
    );
  }
  if (step === 'other_person') {
    return (
      <Notice kind="bad">
        You are signed in as somebody else. Sign out, and open the link again as {invitation.email}.
      </Notice>
    );
  }
  return (
    <Post action={path}>
      <UsernameOfForm email={invitation.email} />
      <Field
        label="Your name"
        name="name"
        value={name}
        autocomplete="name"
        maxlength={100}
        error={faults.name}
      />
      <NewPasswordField error={faults.password} />
      <button type="submit" class="button full">
        Create account
      </button>
    </Post>
  );
}
