export {
  findUser,
  findUserByEmail,
  hasPassword,
  listInstallationAdmins,
  type User,
} from '../db/users.ts';
