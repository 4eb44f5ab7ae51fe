import type { OrganizationFaceFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Figure, Figures } from '../../ui/figures';
import { Money } from '../../ui/money';
import { Section } from '../../ui/page';
import { VerifiedMark } from '../../ui/verified-mark';
import styles from './organizations.module.css';
import { Written } from '../../ui/written';
import { UnitPast } from './unit-past';

/** The facts about an organisation that a donor checks before giving. */
export function OrganizationFacts({ organization }: { organization: OrganizationFaceFragment }) {
  const { t } = useTranslation('organizations');
  const language = useLanguage();
  const { parent, children } = organization;
  return (
    <div className="stack-lg">
      <UnitPast organization={organization} />
      {organization.about && (
        <p className={`measure ${styles.about}`}>
          <Written>{organization.about}</Written>
        </p>
      )}
      <Figures>
        <Figure label={t('public.given')}>
          <Money fen={organization.given} />
        </Figure>
        {organization.creditCode && (
          <Figure label={t('public.creditCode')}>
            <span className={styles.code}>{organization.creditCode}</span>
          </Figure>
        )}
        <Figure label={t('public.since')}>
          <span className={styles.fact}>{formatDate(organization.createdAt, language)}</span>
        </Figure>
      </Figures>
      {(parent || children.length > 0) && (
        <Section title={t('public.tree')}>
          {parent && (
            <p>
              <span className="quiet">{t('public.parent')}</span>{' '}
              <Link to={`/organizations/${parent.id}`}>
                <Written>{parent.name}</Written>
              </Link>{' '}
              {parent.verification === 'VERIFIED' && <VerifiedMark />}
            </p>
          )}
          {children.length > 0 && (
            <ul className={styles.children}>
              {children.map((child) => (
                <li key={child.id}>
                  <Link to={`/organizations/${child.id}`}>
                    <Written>{child.name}</Written>
                  </Link>{' '}
                  <span className="small quiet">{t(`terms:organizationKind.${child.kind}`)}</span>
                </li>
              ))}
            </ul>
          )}
        </Section>
      )}
    </div>
  );
}
