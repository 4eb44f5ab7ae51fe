import type { Mail } from '../../mail.js';
import { LANGUAGES, translate } from '../../messages/index.js';
import type { Invitation } from './invitation.entity.js';
import { INVITATION_LIFETIME_DAYS } from './organizations.rules.js';

/** The letter, in every language of ours: nobody knows yet which one the invited person reads. */
export function invitationMail(invitation: Pick<Invitation, 'email' | 'role'>, words: { organization: string; inviter: string; link: string }): Mail {
  const written = LANGUAGES.map((language) => {
    const params = { ...words, roleName: translate(language, `organization.role.${invitation.role}`), days: INVITATION_LIFETIME_DAYS };
    return { subject: translate(language, 'invitation.mail.subject', params), text: translate(language, 'invitation.mail.text', params) };
  });
  return {
    to: invitation.email,
    subject: written.map(({ subject }) => subject).join(' / '),
    text: `${written.map(({ text }) => text).join('\n\n---\n\n')}\n`,
  };
}
