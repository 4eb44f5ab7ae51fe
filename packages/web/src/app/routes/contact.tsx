import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useInstallation } from '../../features/help/use-installation';
import styles from '../../features/help/help.module.css';
import { SITE_CARD, useFace } from '../../lib/served';
import { Page, PageTitle } from '../../ui/page';
import { ErrorState, Loading, SkeletonText } from '../../ui/states';

const FACTS = ['name', 'phone', 'email', 'address', 'security'] as const;

export function Component() {
  const { t } = useTranslation('help');
  const { installation, error, refetch } = useInstallation();
  useFace({
    card: t('contact.title'),
    description: t('contact.face'),
    image: SITE_CARD,
    canonical: '/contact',
    facts: { '@type': 'ContactPage', name: t('contact.title'), url: '/contact' },
  });
  const given = FACTS.flatMap((fact) => {
    const text = installation?.operator[fact];
    return text ? [{ fact, text }] : [];
  });
  return (
    <Page>
      <PageTitle title={t('contact.title')} />
      <div className="stack measure">
        <p>{t('contact.lead')}</p>
        {!installation &&
          (error ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : (
            <Loading>
              <SkeletonText lines={3} />
            </Loading>
          ))}
        {installation && given.length === 0 && <p className="quiet">{t('contact.none')}</p>}
        {given.length > 0 && (
          <dl className={styles.facts}>
            {given.map(({ fact, text }) => (
              <Fact key={fact} label={t(`contact.${fact === 'name' ? 'operator' : fact}`)} of={fact} text={text} />
            ))}
          </dl>
        )}
        <h2>{t('contact.other')}</h2>
        <ul className={styles.ways}>
          <li>
            <Link to="/projects">{t('app:nav.projects')}</Link> · {t('contact.question')}
          </li>
          <li>
            <Link to="/receipts">{t('app:nav.receipts')}</Link> · {t('contact.receipt')}
          </li>
          <li>
            <Link to="/account">{t('app:nav.account')}</Link> · {t('contact.data')}
          </li>
        </ul>
      </div>
    </Page>
  );
}

function Fact({ label, of, text }: { label: string; of: (typeof FACTS)[number]; text: string }) {
  const address =
    of === 'phone'
      ? `tel:${text.replace(/[^\d+]/g, '')}`
      : of === 'email'
        ? `mailto:${text}`
        : of === 'security'
          ? text
          : null;
  return (
    <>
      <dt>{label}</dt>
      <dd>{address === null ? text : <a href={address}>{text.replace(/^mailto:/, '')}</a>}</dd>
    </>
  );
}
