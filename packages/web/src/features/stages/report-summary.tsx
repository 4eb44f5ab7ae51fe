import type { StageReportFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';

/** The summary of a folded report, with the number of its pieces of evidence. */
export function ReportSummary({ report: { files, evidenceUrls } }: { report: StageReportFragment }) {
  const { t } = useTranslation('stages');
  const count = files.length + evidenceUrls.length;
  return <>{count > 0 ? t('report.showWith', { count }) : t('report.show')}</>;
}
