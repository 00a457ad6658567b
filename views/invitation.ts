export { findInvitation, type InvitationRow, listInvitations } from '../db/invitations.ts';
