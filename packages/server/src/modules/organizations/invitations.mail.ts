import type { Mail } from '../../mail.js';
import { LANGUAGES, translate } from '../../messages/index.js';
import type { Invitation } from './invitation.entity.js';
import { INVITATION_LIFETIME_DAYS } from './organizations.rules.js';

/**
 * The letter in all our languages, because nobody knows yet which one the invited person reads. It holds neither the
 * name of the unit nor that of the inviter: anybody can choose these words, and the letter speaks for the charity.
 */
export function invitationMail(invitation: Pick<Invitation, 'email' | 'role'>, link: string): Mail {
  const written = LANGUAGES.map((language) => {
    const params = {
      link,
      roleName: translate(language, `organization.role.${invitation.role}`),
      days: INVITATION_LIFETIME_DAYS,
    };
    return {
      subject: translate(language, 'invitation.mail.subject', params),
      text: translate(language, 'invitation.mail.text', params),
    };
  });
  return {
    to: invitation.email,
    subject: written.map(({ subject }) => subject).join(' / '),
    text: `${written.map(({ text }) => text).join('\n\n---\n\n')}\n`,
  };
}
