import type { StageReportFragment } from '@hongchuang/schema';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { SkeletonText } from '../../ui/states';
import { EvidenceList } from './evidence-list';
import { FileList } from './file-list';
import styles from './stages.module.css';

const Markdown = lazy(() => import('../../ui/markdown'));

/** A report with its evidence. What a reviewer said to it stands where it is shown: each place needs it elsewhere. */
export function ReportView({ report }: { report: StageReportFragment }) {
  const { t } = useTranslation('stages');
  const language = useLanguage();
  return (
    <div className={styles.report}>
      <p className="small quiet">{t('report.at', { date: formatDate(report.submittedAt, language) })}</p>
      <Suspense fallback={<SkeletonText lines={4} />}>
        <Markdown>{report.report}</Markdown>
      </Suspense>
      <div className="stack" style={{ gap: 4 }}>
        <h4 className="small strong">{t('evidence.title')}</h4>
        {report.files.length + report.evidenceUrls.length === 0 && <p className="small quiet">{t('evidence.none')}</p>}
        <FileList files={report.files} />
        <EvidenceList urls={report.evidenceUrls} />
      </div>
    </div>
  );
}

/** What a closed report says of itself: that it is there, and with how much evidence. */
export function ReportSummary({ report: { files, evidenceUrls } }: { report: StageReportFragment }) {
  const { t } = useTranslation('stages');
  const count = files.length + evidenceUrls.length;
  return <>{count > 0 ? t('report.showWith', { count }) : t('report.show')}</>;
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
              {report.reviewedAt && <p className="small quiet">{t('desk.returnedAt', { date: formatDate(report.reviewedAt, language) })}</p>}
              {report.comment && <p className={styles.lines}>{report.comment}</p>}
            </div>
            <ReportView report={report} />
          </li>
        ))}
      </ul>
    </details>
  );
}
