/** All commands of `wismr`, in the order in which the help lists them. */

import { adminCreate, adminDisable, adminEnable, adminList } from './admin.ts';
import { alertList } from './alert.ts';
import { carrierAccount } from './carrier-account.ts';
import { carrierSecret } from './carrier-secret.ts';
import { carriersCommand, parseAllCommand, parseCommand } from './carriers.ts';
import type { Command } from './command.ts';
import { contactErase, contactExport } from './contact.ts';
import { detectCommand } from './detect.ts';
import type { CommandGroup } from './help.ts';
import { journeyExport } from './journey.ts';
import { journeyRebuild, journeyReset, journeyVerify } from './journey-log.ts';
import { journeyReplay } from './journey-replay.ts';
import { keyCreate, keyList, keyRevoke } from './key.ts';
import { openApiCommand } from './openapi.ts';
import { policySet, policyShow } from './policy.ts';
import { retentionRun } from './retention.ts';
import { secretsReencrypt } from './secrets.ts';
import { shopCreate, shopList, shopTestRecipients } from './shop.ts';
import { simulateCommand } from './simulate.ts';
import { suppressionLift } from './suppression.ts';
import { workerPromote, workerRollback, workerVersions } from './worker.ts';

const migrateCommand: Command = {
  usage: 'migrate',
  summary: 'Migrate the database, and grant its roles their rights.',
  options: {},
  run: async ({ migrate, print }) => {
    const applied = await migrate();
    print(applied.length > 0 ? `applied ${applied.join(', ')}` : 'the database is up to date');
    return 0;
  },
};

export const COMMAND_GROUPS: readonly CommandGroup[] = [
  { title: 'Shops', commands: [shopCreate, shopList, shopTestRecipients] },
  { title: 'API keys', commands: [keyCreate, keyList, keyRevoke] },
  {
    title: 'People: who may sign in',
    commands: [adminCreate, adminList, adminDisable, adminEnable],
  },
  { title: 'Carrier accounts', commands: [carrierSecret, carrierAccount, secretsReencrypt] },
  { title: 'Policies: what a shop expects, and by when', commands: [policyShow, policySet] },
  {
    title: 'Carriers and tracking numbers (no database needed)',
    commands: [carriersCommand, detectCommand, parseCommand, parseAllCommand],
  },
  { title: 'The API (no database needed)', commands: [openApiCommand] },
  {
    title: 'Orders and returns',
    commands: [
      journeyExport,
      journeyVerify,
      journeyRebuild,
      journeyReset,
      journeyReplay,
      simulateCommand,
    ],
  },
  {
    title: 'Customers: what a shop holds about them',
    commands: [contactExport, contactErase, suppressionLift, retentionRun],
  },
  { title: 'Faults of the installation', commands: [alertList] },
  {
    title: 'Versions of the workers',
    commands: [workerVersions, workerPromote, workerRollback],
  },
  { title: 'Database', commands: [migrateCommand] },
];
