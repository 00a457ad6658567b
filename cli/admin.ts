import { setUserDisabled } from '../commands/disable-user.ts';
import { inviteMember } from '../commands/invite-member.ts';
import { OPERATOR } from '../commands/record-audit.ts';
import { listInvitations } from '../views/invitation.ts';
import { listInstallationAdmins } from '../views/user.ts';
import { type Command, JSON_OPTION, PROGRAM } from './command.ts';
import { tableLines, timeCell } from './table.ts';

export const adminCreate: Command = {
  usage: 'admin create <email>',
  summary: 'Print a link to become an admin of all shops. It works once.',
  options: {},
  run: async (call) => {
    const [email = ''] = call.args;
    const request = { email, shopId: null, role: 'admin' } as const;
    const token = await inviteMember(await call.database(), request, OPERATOR);
    call.print(`${call.publicUrl()}/account/invitation/${token}`);
    return 0;
  },
};

export const adminList: Command = {
  usage: 'admin list',
  summary: 'List the admins of the installation, and the open invitations of others.',
  options: { json: JSON_OPTION },
  run: async (call) => {
    const sql = await call.database();
    const admins = await listInstallationAdmins(sql);
    const invited = await listInvitations(sql, null);
    const rows = [
      ...admins.map(({ email, name, twoFactorEnabled, disabledAt }) => ({
        email,
        name,
        state: disabledAt ? 'disabled' : 'active',
        'second factor': twoFactorEnabled ? 'yes' : 'no',
        until: timeCell(null),
      })),
      ...invited.map(({ email, expiresAt }) => ({
        email,
        name: '-',
        state: 'invited',
        'second factor': '-',
        until: timeCell(expiresAt),
      })),
    ];
    if (call.options['json']) call.print(JSON.stringify(rows, null, 2));
    else if (rows.length === 0) {
      call.print(`there is no admin yet; invite one: ${PROGRAM} admin create <email>`);
    } else for (const line of tableLines(rows)) call.print(line);
    return 0;
  },
};

export const adminDisable: Command = {
  usage: 'admin disable <email>',
  summary: 'Sign a person out, and stop them from signing in; members, too.',
  options: {},
  run: async (call) => {
    const [email = ''] = call.args;
    const request = { email, isDisabled: true };
    const { user, hasChanged } = await setUserDisabled(await call.database(), request, OPERATOR);
    call.print(`${user.email} ${hasChanged ? 'can no longer sign in' : 'was disabled already'}`);
    return 0;
  },
};

export const adminEnable: Command = {
  usage: 'admin enable <email>',
  summary: 'Let a disabled person sign in again.',
  options: {},
  run: async (call) => {
    const [email = ''] = call.args;
    const request = { email, isDisabled: false };
    const { user, hasChanged } = await setUserDisabled(await call.database(), request, OPERATOR);
    call.print(`${user.email} ${hasChanged ? 'can sign in again' : 'was not disabled'}`);
    return 0;
  },
};
