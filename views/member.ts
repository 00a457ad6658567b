export {
  findMembership,
  isInstallationAdmin,
  listMembers,
  listMemberships,
  type MemberRow,
  type MembershipRow,
} from '../db/members.ts';
