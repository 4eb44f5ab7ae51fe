import type { InvitationFaceFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatEndDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { VerifiedMark } from '../../ui/verified-mark';
import styles from './session.module.css';
import { Written } from '../../ui/written';

/** The invitation: the organisation, the role, the invited address, and the deadline. */
export function InvitationFace({ invitation }: { invitation: InvitationFaceFragment }) {
  const { t } = useTranslation('session');
  const language = useLanguage();
  const { organization } = invitation;
  return (
    <dl className={`card card-pad ${styles.facts}`}>
      <div>
        <dt className="quiet">{t('invitation.organization')}</dt>
        <dd>
          <span className="strong">
            <Written>{organization.name}</Written>
          </span>{' '}
          {organization.verification === 'VERIFIED' && (
            <span style={{ display: 'inline-block', verticalAlign: '-2px' }}>
              <VerifiedMark />
            </span>
          )}
          <p className="small quiet">{t(`terms:organizationKind.${organization.kind}`)}</p>
        </dd>
      </div>
      <div>
        <dt className="quiet">{t('invitation.role')}</dt>
        <dd>
          <span className="strong">{t(`terms:membershipRole.${invitation.role}`)}</span>
          <p className="small quiet">{t(`invitation.may.${invitation.role}`)}</p>
        </dd>
      </div>
      <div>
        <dt className="quiet">{t('invitation.sentTo')}</dt>
        <dd>{invitation.email}</dd>
      </div>
      {invitation.status === 'OPEN' && (
        <div>
          <dt className="quiet">{t('invitation.expires')}</dt>
          <dd className="num">{formatEndDateTime(invitation.expiresAt, language)}</dd>
        </div>
      )}
    </dl>
  );
}
