import type { AuditAction } from '../../domain/audit-action.ts';
import type { AuditLogPage, AuditRow } from '../../views/audit-log.ts';
import type { SignedIn } from './deps.ts';
import { AccountLayout } from './layout.tsx';
import { Time } from './time.tsx';

const WORDS: Readonly<Record<AuditAction, string>> = {
  'sign_in.succeeded': 'signed in',
  'sign_in.failed': 'failed to sign in',
  'second_factor.failed': 'entered a wrong code',
  sign_out: 'signed out',
  'session.revoked': 'ended sessions',
  'password.changed': 'changed the password',
  'password.reset': 'set a new password by a link',
  'password.reset_requested': 'asked for a new password',
  'name.changed': 'changed the name',
  'second_factor.enabled': 'turned the second factor on',
  'second_factor.disabled': 'turned the second factor off',
  'backup_codes.created': 'made new backup codes',
  'passkey.added': 'added a passkey',
  'passkey.removed': 'removed a passkey',
  'member.invited': 'invited a member',
  'invitation.accepted': 'accepted an invitation',
  'invitation.revoked': 'revoked an invitation',
  'member.role_changed': 'changed a role',
  'member.removed': 'removed a member',
  'admin.invited': 'invited an admin of the installation',
  'user.disabled': 'disabled an account',
  'user.enabled': 'enabled an account',
  'access.denied': 'was refused',
};

interface AuditLogProps {
  readonly signedIn: SignedIn;
  readonly title: string;
  readonly path: string;
  /** The log of one shop need not name it. */
  readonly namesShops: boolean;
  readonly log: AuditLogPage;
}

export function AuditLogView({ signedIn, title, path, namesShops, log }: AuditLogProps) {
  return (
    <AccountLayout title={title} signedIn={signedIn} isWide>
      <h1>{title}</h1>
      <section class="scroll">
        <table>
          <thead>
            <tr>
              <th>When</th>
              <th>Who</th>
              <th>What</th>
              <th>From</th>
            </tr>
          </thead>
          <tbody>
            {log.entries.map((entry) => (
              <tr>
                <td class="nowrap">
                  <Time at={entry.at} />
                </td>
                <td>{entry.userName ?? (entry.address === null ? 'An operator' : 'Somebody')}</td>
                <td>
                  {WORDS[entry.action]}
                  <Details entry={entry} namesShops={namesShops} />
                </td>
                <td class="nowrap">
                  {entry.address ?? (entry.userName === null ? 'command line' : '–')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {log.entries.length === 0 && <p class="soft">Nothing has happened yet.</p>}
      </section>
      {log.next && (
        <p>
          <a class="button second" href={`${path}?before=${log.next}`}>
            Older entries
          </a>
        </p>
      )}
    </AccountLayout>
  );
}

/** The person it was done to, and the details: ids, roles and words of closed lists. */
function Details({ entry, namesShops }: { entry: AuditRow; namesShops: boolean }) {
  const { subjectName, shopId, details } = entry;
  const parts = [
    ...(subjectName && subjectName !== entry.userName ? [subjectName] : []),
    ...(shopId && namesShops ? [`shop ${shopId}`] : []),
    ...Object.entries(details).map(([name, value]) => `${name}: ${value}`),
  ];
  return parts.length > 0 ? <span class="soft small"> {parts.join(', ')}</span> : null;
}
