import type {
  DisclosureReportPartsFragment,
  DisclosureWholeFragment,
  ObligationPartsFragment,
} from '@hongchuang/schema';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { StatusChip } from '../../ui/chip';
import { Timeline, TimelineItem } from '../../ui/timeline';
import styles from './disclosure.module.css';
import { keyOf, noonOf, POINT } from './owed';
import { ReportArticle } from './report-article';

/** "第 2 次进展报告", "最后的报告". */
export function useReportName(): (owed: Pick<ObligationPartsFragment, 'kind' | 'number'>) => string {
  const { t } = useTranslation('disclosure');
  return ({ kind, number }) => t(`name.${kind}`, { number });
}

/** Shows whether a report is late, by how much, and when it was due. */
export function Standing({ owed }: { owed: ObligationPartsFragment }) {
  const { t } = useTranslation('disclosure');
  if (owed.status === 'LATE') return <StatusChip tone="live">{t('status.LATE', { count: owed.daysLate })}</StatusChip>;
  if (owed.status === 'DONE')
    return (
      <StatusChip tone="done">
        {owed.daysLate > 0 ? t('status.doneLate', { count: owed.daysLate }) : t('status.DONE')}
      </StatusChip>
    );
  return <StatusChip tone={owed.status === 'DUE' ? 'waiting' : 'quiet'}>{t(`status.${owed.status}`)}</StatusChip>;
}

/** All due and published reports of a project, newest first; the newest published report is open. */
export function DisclosureTimeline({
  disclosure,
  below,
}: {
  disclosure: DisclosureWholeFragment;
  below?: (report: DisclosureReportPartsFragment) => ReactNode;
}) {
  const { t } = useTranslation('disclosure');
  const language = useLanguage();
  const name = useReportName();
  const newest = [...disclosure.obligations].reverse();
  const open = newest.find(({ report }) => report !== null);
  const day = (of: string) => formatDate(noonOf(of), language);
  return (
    <Timeline>
      {newest.map((owed) => (
        <TimelineItem key={keyOf(owed)} state={POINT[owed.status]} head={name(owed)} end={<Standing owed={owed} />}>
          <p className="small quiet">{t('covers', { from: day(owed.coversFrom), to: day(owed.coversTo) })}</p>
          <p className={`small ${owed.status === 'LATE' ? 'red strong' : 'quiet'}`}>
            {t(owed.status === 'UPCOMING' ? 'dueLater' : 'dueOn', { date: day(owed.dueOn), opens: day(owed.opensOn) })}
          </p>
          {owed.report && (
            <details className={styles.details} open={owed === open}>
              <summary className="small">
                {t('read', {
                  date: formatDate(owed.report.publishedAt, language),
                  count: owed.report.corrections.length,
                })}
              </summary>
              <ReportArticle report={owed.report}>{below?.(owed.report)}</ReportArticle>
            </details>
          )}
        </TimelineItem>
      ))}
    </Timeline>
  );
}
