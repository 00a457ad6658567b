import { MEMBER_ROLES, ROLE_WORDS } from '../../domain/member-role.ts';
import type { InvitationRow } from '../../views/invitation.ts';
import type { MemberRow } from '../../views/member.ts';
import { Field, Notice, Post, Select } from '../ui/form.tsx';
import type { ShopMember } from './deps.ts';
import { AccountLayout } from './layout.tsx';
import { Time } from './time.tsx';

interface MembersProps {
  readonly member: ShopMember;
  readonly members: readonly MemberRow[];
  readonly invitations: readonly InvitationRow[];
  readonly hasEmail: boolean;
  readonly notice: string | null;
  /** The link of an invitation that no email could carry. */
  readonly link: string | null;
  readonly error: string | null;
  readonly email: string;
}

const ROLE_OPTIONS = MEMBER_ROLES.map((role) => [role, `${role}: ${ROLE_WORDS[role]}`] as const);
const SHORT_OPTIONS = MEMBER_ROLES.map((role) => [role, role] as const);

export function MembersPage(props: MembersProps) {
  const { member, members, invitations, notice, link, error } = props;
  return (
    <AccountLayout title={`Members of ${member.shopName}`} signedIn={member} isWide>
      <h1>Members of {member.shopName}</h1>
      {notice && <Notice kind="good">{notice}</Notice>}
      {link && (
        <Notice kind="note">
          Email is not set up. Pass this link on yourself; it is shown once: <code>{link}</code>
        </Notice>
      )}
      {error && <Notice kind="bad">{error}</Notice>}
      <section>
        <ul class="rows">
          {members.map((each) => (
            <MemberItem member={member} each={each} />
          ))}
        </ul>
        {members.length === 0 && <p class="soft">The shop has no members yet.</p>}
      </section>
      <Invite {...props} />
      {invitations.length > 0 && (
        <section>
          <h2>Open invitations</h2>
          <ul class="rows">
            {invitations.map(({ id, email, role, expiresAt }) => (
              <li>
                <div>
                  <strong>{email}</strong>
                  <p class="soft">
                    {role}, until <Time at={expiresAt} />
                  </p>
                </div>
                <Post action={`/account/shops/${member.shopId}/invitations/${id}/revoke`}>
                  <button type="submit" class="plain" aria-label={`Revoke for ${email}`}>
                    Revoke
                  </button>
                </Post>
              </li>
            ))}
          </ul>
        </section>
      )}
    </AccountLayout>
  );
}

function MemberItem({ member, each }: { member: ShopMember; each: MemberRow }) {
  const path = `/account/shops/${member.shopId}/members/${each.userId}`;
  return (
    <li>
      <div>
        <strong>{each.name}</strong>
        <p class="soft">
          {each.email}
          {each.disabledAt ? ' · disabled' : each.twoFactorEnabled ? ' · second factor' : ''}
        </p>
      </div>
      {each.userId === member.userId ? (
        <p class="soft">{each.role}, you</p>
      ) : (
        <div class="actions">
          <Post action={`${path}/role`} class="inline">
            <Select
              label={`Role of ${each.name}`}
              name="role"
              id={`role-${each.userId}`}
              value={each.role}
              options={SHORT_OPTIONS}
              isLabelHidden
            />
            <button type="submit" class="plain">
              Change
            </button>
          </Post>
          <Post action={`${path}/remove`}>
            <button type="submit" class="plain bad" aria-label={`Remove ${each.name}`}>
              Remove
            </button>
          </Post>
        </div>
      )}
    </li>
  );
}

function Invite({ member, hasEmail, email }: MembersProps) {
  return (
    <section>
      <h2>Invite somebody</h2>
      <p class="soft">
        {hasEmail
          ? 'They get an email with a link that works for 7 days.'
          : 'Email is not set up, so you get the link to pass on yourself.'}
      </p>
      <Post action={`/account/shops/${member.shopId}/invitations`}>
        <Field label="Email" name="email" type="email" autocomplete="off" value={email} />
        <Select label="Role" name="role" value="agent" options={ROLE_OPTIONS} />
        <button type="submit" class="button">
          Invite
        </button>
      </Post>
    </section>
  );
}
