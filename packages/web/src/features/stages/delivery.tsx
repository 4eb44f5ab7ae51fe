import { useQuery } from '@apollo/client/react';
import { ProjectStagesDocument, type StageDetailFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { ErrorState, Loading, SkeletonText } from '../../ui/states';
import { acceptedReport } from './next-step';
import { ReportView } from './report-view';
import styles from './stages.module.css';
import { unitWord } from '../../lib/unit-words';
import { Written } from '../../ui/written';

/** The results of a verified stage: its report with photos and files, and the measurements during its work. */
export function Delivery({ stage }: { stage: StageDetailFragment }) {
  const { t } = useTranslation('stages');
  const language = useLanguage();
  const report = acceptedReport(stage.reports);
  if (!report) return <p className="small quiet">{t('delivered.notYet')}</p>;
  return (
    <div className="stack" style={{ gap: 8 }}>
      <ReportView report={report} />
      <Measured measurements={stage.measurements} />
      <div className="small quiet">
        {report.reviewedAt && (
          <p className="pine">{t('report.verifiedAt', { date: formatDate(report.reviewedAt, language) })}</p>
        )}
        {report.comment && <p className={styles.lines}>{t('report.comment', { comment: report.comment })}</p>}
      </div>
    </div>
  );
}

function Measured({ measurements }: Pick<StageDetailFragment, 'measurements'>) {
  const { t } = useTranslation('stages');
  const language = useLanguage();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  if (measurements.length === 0) return null;
  return (
    <section className={styles.measured} aria-label={t('delivered.measured')}>
      <h4 className="small strong">{t('delivered.measured')}</h4>
      <dl>
        {measurements.map(({ id, value, on, note, indicator }) => (
          <div key={id}>
            <dt className="small">
              <Written>{indicator.name}</Written>
            </dt>
            <dd>
              <span className="num strong">
                {number.format(value)} {unitWord(indicator.unit, language)}
              </span>{' '}
              <span className="small quiet">{formatDate(on, language)}</span>
              {note && <p className="small quiet">{note}</p>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The same for a stage that is not loaded yet: it is queried when this component is shown. */
export function DeliveryOf({ projectId, stageId }: { projectId: string; stageId: string }) {
  const { t } = useTranslation('stages');
  const { data, error, refetch } = useQuery(ProjectStagesDocument, { variables: { id: projectId } });
  const stage = data?.project?.milestones.find(({ id }) => id === stageId);
  if (stage) return <Delivery stage={stage} />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Loading>
      <span className="sr-only">{t('delivered.loading')}</span>
      <SkeletonText lines={4} />
    </Loading>
  );
}
