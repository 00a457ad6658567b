/** The data of the emails about a person's own account. They have no shop's brand. */

import { z } from 'zod';
import { ACCOUNT_EMAIL_KINDS } from '../../../domain/account-email.ts';
import { MEMBER_ROLES } from '../../../domain/member-role.ts';
import { text, textOrNull, webUrl } from './fields.ts';

export const accountEmail = z.strictObject({
  kind: z.enum(ACCOUNT_EMAIL_KINDS),
  /** What to open. */
  url: webUrl,
  /** For how long the link works, e.g. `15 minutes`; null: for ever, because it is no secret. */
  expiresIn: textOrNull,
  invitation: z
    .strictObject({
      /** Null: as an admin of the installation. */
      shopName: textOrNull,
      role: z.enum(MEMBER_ROLES),
      /** Null: an operator. */
      invitedBy: textOrNull,
    })
    .nullable(),
  event: z
    .strictObject({
      /** E.g. `24 Nov, 16:20`, in UTC. */
      at: text,
      /** E.g. `Firefox on Windows`. */
      device: text,
      address: textOrNull,
    })
    .nullable(),
});

export const accountEmailSample: z.input<typeof accountEmail> = {
  kind: 'invitation',
  url: 'https://track.alderandfinch.example/account/invitation/7Hq2mZx4',
  expiresIn: '7 days',
  invitation: { shopName: 'Alder & Finch', role: 'agent', invitedBy: 'Ada Byrne' },
  event: { at: '24 Nov, 16:20', device: 'Firefox on Windows', address: '203.0.113.7' },
};
