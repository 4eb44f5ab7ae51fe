import { useQuery } from '@apollo/client/react';
import { OwnStatementsDocument, PrintStatementDocument, UnitPapersDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLanguage } from '../../lib/i18n';
import { usePlatform } from '../../lib/platform';
import { FileOnOrder } from '../../ui/file-on-order';
import { Money } from '../../ui/money';
import { PaperLink } from '../../ui/paper-link';
import { ErrorState, Loading, SkeletonText } from '../../ui/states';
import { ownStatement, sponsorCertificate, unitStatement } from './addresses';
import styles from './papers.module.css';
import { Written } from '../../ui/written';

/** The viewer's annual statements, newest first. */
export function OwnStatements() {
  const { t } = useTranslation('papers');
  const language = useLanguage();
  const { data, error, refetch } = useQuery(OwnStatementsDocument, { fetchPolicy: 'cache-and-network' });
  const statements = data?.viewer?.statements;
  if (!statements)
    return error ? (
      <ErrorState error={error} onRetry={() => void refetch()} />
    ) : (
      <Loading>
        <SkeletonText lines={2} />
      </Loading>
    );
  return (
    <Statements
      statements={statements}
      addressOf={(year) => ownStatement(year, language)}
      empty={t('statements.none')}
    />
  );
}

/** The annual statements and the certificates of a unit, for its owners and editors. */
export function UnitPapers({ organizationId }: { organizationId: string }) {
  const { t } = useTranslation('papers');
  const language = useLanguage();
  const { data, error, refetch } = useQuery(UnitPapersDocument, {
    variables: { id: organizationId },
    fetchPolicy: 'cache-and-network',
  });
  const papers = data?.organization;
  if (!papers)
    return error ? (
      <ErrorState error={error} onRetry={() => void refetch()} />
    ) : (
      <Loading>
        <SkeletonText lines={4} />
      </Loading>
    );
  const { statements, sponsorships } = papers;
  return (
    <div className="stack">
      <Statements
        statements={statements ?? []}
        organizationId={organizationId}
        addressOf={(year) => unitStatement(organizationId, year, language)}
        empty={t('statements.noneOfUnit')}
      />
      {sponsorships && sponsorships.length > 0 && (
        <>
          <h3>{t('sponsor.title')}</h3>
          <p className="small quiet">{t('sponsor.lead')}</p>
          <ul className={styles.rows}>
            {sponsorships.map(({ project, amount, giftCount }) => (
              <li key={project.id} className="row-between">
                <span>
                  <Link to={`/projects/${project.slug}`}>
                    <Written>{project.title}</Written>
                  </Link>{' '}
                  <span className="small quiet">
                    {t('sponsor.gifts', { count: giftCount })} <Money fen={amount} exact />
                  </span>
                </span>
                <PaperLink
                  small
                  href={sponsorCertificate(organizationId, project.slug, language)}
                  file={`${t('certificateFile')}-${project.slug}.pdf`}
                >
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

interface StatementsProps {
  statements: readonly { year: number; gifts: number }[];
  /** The unit whose statements they are; the viewer's own without it. */
  organizationId?: string;
  addressOf: (year: number) => string;
  empty: string;
}

/** The statement of each year. One of many gifts is printed as long work. */
function Statements({ statements, organizationId, addressOf, empty }: StatementsProps) {
  const { t } = useTranslation('papers');
  const { platform } = usePlatform();
  if (statements.length === 0) return <p className="quiet">{empty}</p>;
  return (
    <div className="stack">
      <p className="small quiet">{t('statements.lead')}</p>
      <ul className="row" style={{ alignItems: 'flex-start' }}>
        {statements.map(({ year, gifts }) => (
          <li key={year}>
            {platform && gifts > platform.directFiles.gifts ? (
              <FileOnOrder
                document={PrintStatementDocument}
                variables={{ year, organizationId: organizationId ?? null }}
                workOf={(started) => started.printStatement}
              >
                {t('statements.yearOfMany', { year, count: gifts })}
              </FileOnOrder>
            ) : (
              <PaperLink href={addressOf(year)} file={`${t('statements.file')}-${year}.pdf`}>
                {t('statements.year', { year })}
              </PaperLink>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
