import type { StageReportFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Markdown } from '../../ui/served-markdown';
import { EvidenceList } from './evidence-list';
import { FileList } from './file-list';
import styles from './stages.module.css';
import { Written } from '../../ui/written';

/** A report with its evidence. The reviewer's comment is left out, because each page shows it in another place. */
export function ReportView({ report }: { report: StageReportFragment }) {
  const { t } = useTranslation('stages');
  const language = useLanguage();
  return (
    <div className={styles.report}>
      <p className="small quiet">{t('report.at', { date: formatDate(report.submittedAt, language) })}</p>
      <Markdown>{report.report}</Markdown>
      <div className="stack" style={{ gap: 4 }}>
        <h4 className="small strong">{t('evidence.title')}</h4>
        {report.files.length + report.evidenceUrls.length === 0 && <p className="small quiet">{t('evidence.none')}</p>}
        <FileList files={report.files} />
        {report.restrictedFiles > report.files.filter(({ audience }) => audience === 'REVIEWERS').length && (
          <p className="small quiet">{t('files.hidden', { n: report.restrictedFiles })}</p>
        )}
        <EvidenceList urls={report.evidenceUrls} />
      </div>
    </div>
  );
}

/** Reports that were sent back, newest first, each with the reviewer's reason. */
export function ReturnedReports({ reports, summary }: { reports: readonly StageReportFragment[]; summary: string }) {
  const { t } = useTranslation('stages');
  const language = useLanguage();
  if (reports.length === 0) return null;
  return (
    <details className={styles.details}>
      <summary className="small">{summary}</summary>
      <ul className="stack">
        {reports.map((report) => (
          <li key={report.id} className="stack" style={{ gap: 8 }}>
            <div className={styles.reason}>
              {report.reviewedAt && (
                <p className="small quiet">{t('desk.returnedAt', { date: formatDate(report.reviewedAt, language) })}</p>
              )}
              {report.comment && (
                <p className={styles.lines}>
                  <Written>{report.comment}</Written>
                </p>
              )}
            </div>
            <ReportView report={report} />
          </li>
        ))}
      </ul>
    </details>
  );
}
