import { useQuery } from '@apollo/client/react';
import { OwnStatementsDocument, UnitPapersDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLanguage } from '../../lib/i18n';
import { Money } from '../../ui/money';
import { PaperLink } from '../../ui/paper-link';
import { ErrorState, Loading, SkeletonText } from '../../ui/states';
import { ownStatement, sponsorCertificate, unitStatement } from './addresses';
import styles from './papers.module.css';

/** The viewer's annual statements, newest first. */
export function OwnStatements() {
  const { t } = useTranslation('papers');
  const language = useLanguage();
  const { data, error, refetch } = useQuery(OwnStatementsDocument, { fetchPolicy: 'cache-and-network' });
  const years = data?.viewer?.statementYears;
  if (!years) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading><SkeletonText lines={2} /></Loading>;
  return <Years years={years} addressOf={(year) => ownStatement(year, language)} empty={t('statements.none')} />;
}

/** A unit's annual statements and its certificates, for its owners and editors. */
export function UnitPapers({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation('papers');
  const language = useLanguage();
  const { data, error, refetch } = useQuery(UnitPapersDocument, { variables: { id: organizationId }, fetchPolicy: 'cache-and-network' });
  const papers = data?.organization;
  if (!papers) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading><SkeletonText lines={4} /></Loading>;
  const { statementYears, sponsorships } = papers;
  return (
    <div className="stack">
      <Years years={statementYears ?? []} addressOf={(year) => unitStatement(organizationId, year, language)} empty={t('statements.noneOfUnit')} />
      {sponsorships && sponsorships.length > 0 && (
        <>
          <h3>{t('sponsor.title')}</h3>
          <p className="small quiet">{t('sponsor.lead')}</p>
          <ul className={styles.rows}>
            {sponsorships.map(({ project, amount, giftCount }) => (
              <li key={project.id} className="row-between">
                <span>
                  <Link to={`/projects/${project.slug}`}>{project.title}</Link>{' '}
                  <span className="small quiet">
                    {t('sponsor.gifts', { count: giftCount })} <Money fen={amount} exact />
                  </span>
                </span>
                <PaperLink small href={sponsorCertificate(organizationId, project.slug, language)} file={`${t('certificateFile')}-${project.slug}.pdf`}>
                  {t('sponsor.print')}
                </PaperLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Years({ years, addressOf, empty }: { years: readonly number[]; addressOf: (year: number) => string; empty: string }) {
  const { t } = useTranslation('papers');
  if (years.length === 0) return <p className="quiet">{empty}</p>;
  return (
    <div className="stack">
      <p className="small quiet">{t('statements.lead')}</p>
      <ul className="row">
        {years.map((year) => (
          <li key={year}>
            <PaperLink href={addressOf(year)} file={`${t('statements.file')}-${year}.pdf`}>
              {t('statements.year', { year })}
            </PaperLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
