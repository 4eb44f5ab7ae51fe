import { ReleaseStageDocument, type StageToReleaseFragment, WithdrawReleaseDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { TextField } from '../../ui/fields';
import { Money } from '../../ui/money';
import { OrderHistory } from '../../ui/order-history';
import { PaperLink } from '../../ui/paper-link';
import { FailureNotice } from '../../ui/states';
import { TermChip } from '../../ui/term-chip';
import { LIMITS } from './evidence';
import { acceptedReport } from './next-step';
import { ReportSummary } from './report-summary';
import { ReportView } from './report-view';
import styles from './stages.module.css';
import { Written } from '../../ui/written';

interface ReleaseCardProps {
  stage: StageToReleaseFragment;
  onReleased: (released: StageToReleaseFragment) => void;
  /** Called when another person was faster, so that the list is read again. */
  onStale: () => void;
}

/** One verified stage: its amount, the fund that pays it, and the payment or its second signature. */
export function ReleaseCard({ stage, onReleased, onStale }: ReleaseCardProps) {
  const { t } = useTranslation('stages');
  const language = useLanguage();
  const { project, release, releaseStanding: standing } = stage;
  const report = acceptedReport(stage.reports);
  const number = project.milestones.findIndex(({ id }) => id === stage.id) + 1;
  const signs = standing?.state === 'TO_SIGN';
  const { form, formProps, clear, showFailure } = useStoredForm<{ bankReference: string }>(
    `release:${stage.id}:${signs ? 'sign' : 'prepare'}`,
    { bankReference: release?.bankReference ?? '' },
  );
  const action = useAction(ReleaseStageDocument, {
    onDone: ({ releaseMilestone }) => {
      clear();
      form.resetFields();
      onReleased(releaseMilestone);
    },
  });
  const withdraw = useAction(WithdrawReleaseDocument, { onDone: ({ withdrawRelease }) => onReleased(withdrawRelease) });
  const failure = useFieldFailure(action.failure, showFailure);

  return (
    <article className={`card card-pad ${styles.work}`} aria-label={`${project.title}: ${stage.title}`}>
      <div className={styles.workSide}>
        <div>
          <p className="small">
            <Link to={`/projects/${project.slug}`}>
              <Written>{project.title}</Written>
            </Link>{' '}
            <span className="quiet">{t('treasury.of', { n: number, total: project.milestones.length })}</span>
          </p>
          <h2 className={styles.workTitle}>
            <Written>{stage.title}</Written>
          </h2>
        </div>
        <p>
          <span className="quiet">{t('treasury.payee')}</span>{' '}
          <span className="strong">
            <Written>{project.organization.name}</Written>
          </span>
        </p>
        <ol className={styles.order} aria-label={t('treasury.stages')}>
          {project.milestones.map((one) => (
            <li key={one.id} aria-current={one.id === stage.id ? 'step' : undefined}>
              <span>
                <Written>{one.title}</Written>
              </span>
              <TermChip kind="milestoneStatus" value={one.status} />
              <Money
                fen={one.release?.amount ?? one.amount}
                exact
                className={one.status === 'RELEASED' ? 'pine' : 'quiet'}
              />
            </li>
          ))}
        </ol>
        {report?.reviewedAt && (
          <p className="small pine">{t('report.verifiedAt', { date: formatDate(report.reviewedAt, language) })}</p>
        )}
        {report?.comment && (
          <p className={`small quiet ${styles.lines}`}>{t('report.comment', { comment: report.comment })}</p>
        )}
        {report && (
          <details className={styles.details}>
            <summary className="small">
              <ReportSummary report={report} />
            </summary>
            <ReportView report={report} />
          </details>
        )}
      </div>
      <div className={styles.workSide}>
        <ReleaseSum stage={stage} />
        {release?.payee && (
          <p className="small">
            <span className="quiet">{t('treasury.payeeAccount')}</span> {release.payee.accountName}
            <br />
            {release.payee.bank} <span className="num nowrap">{release.payee.maskedNumber}</span>
          </p>
        )}
        {release && (
          <div className={standing?.state === 'PAID' ? undefined : styles.note}>
            {release.order && <OrderHistory order={release.order} />}
            <PaperLink
              small
              href={`/exports/releases/${stage.id}.pdf?lang=${language}`}
              file={`release-${stage.id.slice(-12)}.pdf`}
            >
              {t('treasury.paper')}
            </PaperLink>
            {release.bankReference && (
              <p className="small quiet num">{t('treasury.preparedReference', { reference: release.bankReference })}</p>
            )}
            {standing?.state === 'WAITING' && <p className="small quiet">{t('treasury.yourOwn')}</p>}
            {signs && <p className="small quiet">{t('treasury.signHint')}</p>}
          </div>
        )}
        {standing?.blockedBy && <p className={`small ${styles.note}`}>{t(`treasury.blocked.${standing.blockedBy}`)}</p>}
        {(standing?.state === 'PAYABLE' || signs) && (
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
              help={t(signs ? 'treasury.referenceSignHelp' : 'treasury.referenceHelp')}
              required
              autoComplete="off"
              rules={[
                { max: LIMITS.bankReference, message: t('treasury.referenceLong', { max: LIMITS.bankReference }) },
              ]}
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
                {t(signs ? 'treasury.sign' : standing.needsSecond ? 'treasury.prepare' : 'treasury.release', {
                  amount: formatExact(standing.amount, 'always'),
                })}
              </Button>
              {!signs && (
                <p className="small quiet">
                  {t(standing.needsSecond ? 'treasury.two' : 'treasury.one', {
                    payee: project.organization.name,
                    alone: formatExact(standing.aloneThisMonth, 'always'),
                    sum: formatExact(standing.aloneThisMonth + standing.amount, 'always'),
                    limit: formatExact(standing.aloneUpTo, 'always'),
                  })}
                </p>
              )}
            </div>
          </Form>
        )}
        {release?.order?.viewerMayClose && (
          <div>
            <ConfirmAction
              label={t(release.order.preparedByViewer ? 'treasury.withdraw' : 'treasury.refuse')}
              question={t('treasury.withdrawQuestion')}
              confirm={t(release.order.preparedByViewer ? 'treasury.withdraw' : 'treasury.refuse')}
              keep={t('treasury.withdrawKeep')}
              busy={withdraw.busy}
              onConfirm={() => withdraw.run({ id: stage.id })}
            />
          </div>
        )}
        <FailureNotice failure={withdraw.failure} kind="write" />
      </div>
    </article>
  );
}

/** The amount of the stage and the fund that pays it. */
function ReleaseSum({ stage }: { stage: StageToReleaseFragment }) {
  const { t } = useTranslation('stages');
  const { release, releaseStanding: standing } = stage;
  const amount = standing?.amount ?? release?.amount ?? stage.amount;
  return (
    <>
      <dl className={styles.sum}>
        {standing && standing.state !== 'PAID' && (
          <div>
            <dt>{t('treasury.balanceBefore')}</dt>
            <dd>
              <Money fen={standing.balance} exact />
            </dd>
          </div>
        )}
        <div className={styles.sumAmount}>
          <dt>{t('treasury.amount')}</dt>
          <dd>
            <Money fen={amount} exact />
          </dd>
        </div>
        {standing && standing.state !== 'PAID' && standing.state !== 'BLOCKED' && (
          <div>
            <dt>{t('treasury.balanceAfter')}</dt>
            <dd>
              <Money fen={standing.balance - amount} exact />
            </dd>
          </div>
        )}
      </dl>
      {amount < stage.amount && amount > 0 && (
        <p className="small quiet">{t('treasury.reduced', { budget: formatExact(stage.amount, 'always') })}</p>
      )}
    </>
  );
}
