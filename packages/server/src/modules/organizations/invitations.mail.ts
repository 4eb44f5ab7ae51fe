import type { Mail } from '../../mail.js';
import { LANGUAGES, translate } from '../../messages/index.js';
import type { Invitation } from './invitation.entity.js';
import { INVITATION_LIFETIME_DAYS } from './organizations.rules.js';

/** The letter, in every language of ours: nobody knows yet which one the invited person reads. */
export function invitationMail(invitation: Pick<Invitation, 'email' | 'role'>, words: { organization: string; inviter: string; link: string }): Mail {
  const params = { ...words, role: invitation.role, days: INVITATION_LIFETIME_DAYS };
  return {
    to: invitation.email,
    subject: LANGUAGES.map((language) => translate(language, 'invitation.mail.subject', params)).join(' / '),
    text: `${LANGUAGES.map((language) => translate(language, 'invitation.mail.text', params)).join('\n\n---\n\n')}\n`,
  };
}
