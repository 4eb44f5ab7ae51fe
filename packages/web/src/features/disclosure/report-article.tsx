import type { DisclosureReportPartsFragment } from '@hongchuang/schema';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Figure, Figures } from '../../ui/figures';
import { Money } from '../../ui/money';
import { Markdown } from '../../ui/served-markdown';
import styles from './disclosure.module.css';
import { isAddress } from './owed';
import { Written } from '../../ui/written';

/** A report as it was published, with the figures of that time, and below it its corrections. */
export function ReportArticle({ report, children }: { report: DisclosureReportPartsFragment; children?: ReactNode }) {
  const { t } = useTranslation('disclosure');
  const language = useLanguage();
  const number = new Intl.NumberFormat(language);
  return (
    <article className={styles.report}>
      <Markdown>{report.text}</Markdown>
      {report.evidenceUrls.length > 0 && (
        <ul className={styles.evidence} aria-label={t('report.evidence')}>
          {report.evidenceUrls.map((url, index) => (
            <li key={`${index}:${url}`} className="small">
              {isAddress(url) ? (
                <a href={url} target="_blank" rel="noopener noreferrer nofollow ugc">
                  {url.replace(/^https?:\/\//, '')}
                </a>
              ) : (
                url
              )}
            </li>
          ))}
        </ul>
      )}
      <section className={styles.frozen} aria-label={t('report.figures')}>
        <p className="small quiet">{t('report.figuresAt', { time: formatDateTime(report.publishedAt, language) })}</p>
        <Figures>
          <Figure label={t('report.received')}>
            <Money fen={report.received} exact />
          </Figure>
          <Figure label={t('report.released')}>
            <Money fen={report.released} exact />
          </Figure>
          <Figure label={t('report.refunded')}>
            <Money fen={report.refunded} exact />
          </Figure>
          <Figure label={t('report.balance')}>
            <Money fen={report.balance} exact />
          </Figure>
        </Figures>
        {report.indicators.length > 0 && (
          <ul className={styles.indicators}>
            {report.indicators.map(({ name, unit, target, actual }) => (
              <li key={name} className="small num">
                {t('report.indicator', { name, unit, target: number.format(target), actual: number.format(actual) })}
              </li>
            ))}
          </ul>
        )}
      </section>
      {report.corrections.length > 0 && (
        <section aria-label={t('correction.title')} className="stack" style={{ gap: 8 }}>
          {report.corrections.map(({ id, text, publishedAt, organization }) => (
            <div key={id} className={styles.correction}>
              <p className="small strong">
                {t('correction.head')} ·{' '}
                <Link to={`/organizations/${organization.id}`}>
                  <Written>{organization.name}</Written>
                </Link>{' '}
                · <time dateTime={publishedAt}>{formatDateTime(publishedAt, language)}</time>
              </p>
              <p className={styles.lines}>{text}</p>
            </div>
          ))}
        </section>
      )}
      {children}
    </article>
  );
}
