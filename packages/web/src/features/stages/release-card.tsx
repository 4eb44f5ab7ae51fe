import { useApolloClient } from '@apollo/client/react';
import { ReleaseStageDocument, type StageToReleaseFragment } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate, formatDateTime } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { useLanguage } from '../../lib/i18n';
import { leaveList } from '../../lib/leave-list';
import { formatExact } from '../../lib/money';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { TextField } from '../../ui/fields';
import { Money } from '../../ui/money';
import { FailureNotice } from '../../ui/states';
import { TermChip } from '../../ui/term-chip';
import { LIMITS } from './evidence';
import { acceptedReport } from './next-step';
import { preparedHere, rememberPrepared } from './prepared-here';
import { planRelease } from './release';
import { ReportSummary, ReportView } from './report-view';
import styles from './stages.module.css';

interface ReleaseCardProps {
  stage: StageToReleaseFragment;
  onReleased: (released: StageToReleaseFragment) => void;
  /** Somebody else was faster: the list is to be asked for again. */
  onStale: () => void;
}

/** One verified stage: what it is paid out of what, and the payment or its second signature. */
export function ReleaseCard({ stage, onReleased, onStale }: ReleaseCardProps) {
  const { t } = useTranslation('stages');
  const language = useLanguage();
  const { viewer, hasRole } = useViewer();
  const { cache } = useApolloClient();
  const { project, release } = stage;
  const plan = planRelease(stage);
  const report = acceptedReport(stage.reports);
  const own = plan.prepared && viewer !== undefined && viewer !== null && preparedHere(viewer.id).includes(stage.id);
  const { form, formProps, clear, showFailure } = useStoredForm<{ bankReference: string }>(`release:${stage.id}:${plan.prepared ? 'sign' : 'prepare'}`, { bankReference: release?.bankReference ?? '' });
  const action = useAction(ReleaseStageDocument, {
    onDone: ({ releaseMilestone }) => {
      clear();
      form.resetFields();
      if (releaseMilestone.status === 'RELEASED') leaveList(cache, 'releaseQueue', 'Milestone', stage.id);
      else if (viewer) rememberPrepared(viewer.id, stage.id);
      onReleased(releaseMilestone);
    },
  });
  const failure = useFieldFailure(action.failure, showFailure);

  return (
    <article className={`card card-pad ${styles.work}`} aria-label={`${project.title}: ${stage.title}`}>
      <div className={styles.workSide}>
        <div>
          <p className="small">
            <Link to={`/projects/${project.slug}`}>{project.title}</Link> <span className="quiet">{t('treasury.of', { n: plan.number, total: project.milestones.length })}</span>
          </p>
          <h2 className={styles.workTitle}>{stage.title}</h2>
        </div>
        <p>
          <span className="quiet">{t('treasury.payee')}</span> <span className="strong">{project.organization.name}</span>
        </p>
        <ol className={styles.order} aria-label={t('treasury.stages')}>
          {project.milestones.map((one) => (
            <li key={one.id} aria-current={one.id === stage.id ? 'step' : undefined}>
              <span>{one.title}</span>
              <TermChip kind="milestoneStatus" value={one.status} />
              <Money fen={one.release?.amount ?? one.amount} exact className={one.status === 'RELEASED' ? 'pine' : 'quiet'} />
            </li>
          ))}
        </ol>
        {report?.reviewedAt && <p className="small pine">{t('report.verifiedAt', { date: formatDate(report.reviewedAt, language) })}</p>}
        {report?.comment && <p className={`small quiet ${styles.lines}`}>{t('report.comment', { comment: report.comment })}</p>}
        {report && (
          <details className={styles.details}>
            <summary className="small"><ReportSummary report={report} /></summary>
            <ReportView report={report} />
          </details>
        )}
      </div>
      <div className={styles.workSide}>
        <dl className={styles.sum}>
          <div>
            <dt>{t('treasury.balanceBefore')}</dt>
            <dd>
              <Money fen={plan.before} exact />
            </dd>
          </div>
          <div className={styles.sumAmount}>
            <dt>{t('treasury.amount')}</dt>
            <dd>
              <Money fen={plan.amount} exact />
            </dd>
          </div>
          {plan.blocked === undefined && (
            <div>
              <dt>{t('treasury.balanceAfter')}</dt>
              <dd>
                <Money fen={plan.after} exact />
              </dd>
            </div>
          )}
        </dl>
        {plan.reduced && <p className="small quiet">{t('treasury.reduced', { budget: formatExact(stage.amount, 'always') })}</p>}
        {plan.prepared && release && (
          <div className={styles.note}>
            <p className="small">{t('treasury.preparedAt', { date: formatDateTime(release.preparedAt, language) })}</p>
            {release.bankReference && <p className="small quiet num">{t('treasury.preparedReference', { reference: release.bankReference })}</p>}
            <p className="small quiet">{t(own ? 'treasury.yourOwn' : 'treasury.signHint')}</p>
          </div>
        )}
        {plan.blocked ? (
          <p className={`small ${styles.note}`}>{plan.blocked.by === 'order' ? t('treasury.order', { title: plan.blocked.title }) : t(`treasury.${plan.blocked.by}`)}</p>
        ) : !plan.prepared && !hasRole('TREASURER') ? (
          <p className={`small ${styles.note}`}>{t('treasury.needsTreasurer')}</p>
        ) : (
          !own && (
            <Form
              {...formProps}
              name={`release-${stage.id}`}
              onFinish={async ({ bankReference }: { bankReference: string }) => {
                await action.run({ id: stage.id, bankReference: bankReference.trim() });
              }}
            >
              <TextField
                name="bankReference"
                label={t('treasury.reference')}
                help={t(plan.prepared ? 'treasury.referenceSignHelp' : 'treasury.referenceHelp')}
                required
                autoComplete="off"
                rules={[{ max: LIMITS.bankReference, message: t('treasury.referenceLong', { max: LIMITS.bankReference }) }]}
              />
              <div className="stack" style={{ justifyItems: 'start', gap: 8 }}>
                <FailureNotice failure={failure} kind="write" />
                {failure && failure.code !== 'FORBIDDEN' && (
                  <p className="small quiet">
                    {t('treasury.stale')}{' '}
                    <Button size="small" onClick={onStale}>
                      {t('treasury.reload')}
                    </Button>
                  </p>
                )}
                <Button htmlType="submit" loading={action.busy}>
                  {t(plan.prepared ? 'treasury.sign' : 'treasury.release', { amount: formatExact(plan.amount, 'always') })}
                </Button>
                {!plan.prepared && <p className="small quiet">{t('treasury.oneOrTwo')}</p>}
              </div>
            </Form>
          )
        )}
      </div>
    </article>
  );
}
