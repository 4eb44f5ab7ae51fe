import { useLazyQuery } from '@apollo/client/react';
import { type BooksCheckPartsFragment, CheckBooksDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { Button } from '../../ui/button';
import { Money } from '../../ui/money';
import { Section } from '../../ui/page';
import { ErrorState, Skeleton } from '../../ui/states';
import styles from './books.module.css';
import { compare, type ComparedFigure, FIGURES } from './check';
import { Differences } from './differences';
import { useBookKinds } from './use-books-filter';

/** Computes the total of a project, or of all projects, again from six sources while the person waits. */
export function BooksCheck({ projectId }: { projectId?: string }) {
  const { t } = useTranslation('books');
  // Never from the cache, because figures that were equal a minute ago prove nothing now.
  const [ask, { data, error, loading }] = useLazyQuery(CheckBooksDocument, { fetchPolicy: 'no-cache' });
  const run = () => void ask({ variables: { projectId: projectId ?? null } }).catch(() => undefined);
  const check = data?.booksCheck;

  return (
    <Section title={t('check.title')} id="check">
      <p className="quiet measure">{t('check.lead')}</p>
      <div>
        <Button kind="primary" onClick={run} loading={loading}>
          {t(loading ? 'check.busy' : check ? 'check.again' : 'check.run')}
        </Button>
      </div>
      <Announcement check={loading ? undefined : check} />
      {error && !loading ? (
        <ErrorState error={error} onRetry={run} />
      ) : (
        (check || loading) && <Result check={check} stale={loading} />
      )}
    </Section>
  );
}

function Result({ check, stale }: { check: BooksCheckPartsFragment | undefined; stale: boolean }) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  const kinds = useBookKinds();
  const compared: (Partial<ComparedFigure> & Pick<ComparedFigure, 'figure'>)[] = check
    ? compare(check)
    : FIGURES.map((figure) => ({ figure }));
  return (
    <div className={`card ${styles.check}`} style={{ opacity: stale && check ? 0.5 : 1 }} aria-busy={stale}>
      <dl>
        {compared.map(({ figure, fen, difference = 0 }) => (
          <div key={figure} className={styles.figure}>
            <dt>
              {t(`check.figures.${figure}`)}
              <span className={`small quiet ${styles.under}`}>
                {check ? t(`check.from.${figure}`, { count: check.lines }) : <Skeleton height={22} width="80%" />}
              </span>
            </dt>
            <dd className="right">
              {fen === undefined ? <Skeleton width={96} height={26} /> : <Money fen={fen} exact className="strong" />}
              {difference !== 0 && (
                <span className={`small red ${styles.under}`}>
                  {t('check.difference', {
                    amount: `${difference > 0 ? '+' : ''}${formatExact(difference, 'always')}`,
                  })}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <div className={`${styles.verdict} ${check ? (check.equal ? styles.verdictEqual : styles.verdictUnequal) : ''}`}>
        {check ? (
          <>
            <p className={`${styles.word} ${check.equal ? 'pine' : 'red'}`}>
              {t(check.equal ? 'check.equal' : 'check.unequal')}
            </p>
            <div>
              <p>{t(check.equal ? 'check.equalText' : 'check.unequalText')}</p>
              <p className="small quiet num">
                <time dateTime={check.at}>{t('check.at', { time: formatMoment(check.at, language) })}</time>
              </p>
            </div>
          </>
        ) : (
          <Skeleton width="60%" height={48} />
        )}
      </div>
      {check && check.own.some(({ equal, postings }) => !equal || postings !== 0) && (
        <ul className="stack small num" style={{ gap: 4 }} aria-label={t('check.own')}>
          {check.own.map(({ kind, postings, equal, ledger, booked, exported, spreadsheet }) => (
            <li key={kind} className={equal ? undefined : 'red'}>
              {kinds?.find((one) => one.kind === kind)?.title} <Money fen={postings} exact /> ·{' '}
              {equal
                ? t('check.ownEqual')
                : t('check.ownUnequal', {
                    figures: [ledger, booked, exported, spreadsheet]
                      .map((fen) => formatExact(fen, 'always'))
                      .join(' / '),
                  })}
            </li>
          ))}
        </ul>
      )}
      {check && check.differing > 0 && <Differences check={check} />}
    </div>
  );
}

/** The result in one sentence, for people who do not see the figures appear. */
function Announcement({ check }: { check: BooksCheckPartsFragment | undefined }) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  return (
    <p className="sr-only" role="status">
      {check &&
        t(check.equal ? 'check.announceEqual' : 'check.announceUnequal', {
          amount: formatExact(check.postings, 'always'),
          time: formatMoment(check.at, language),
        })}
    </p>
  );
}
