import { PrepareRefundDocument, type ProjectToRefundFragment, type RefundToDecideFragment } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { DutyNote, isExcluded } from '../../ui/acts-of';
import { TextAreaField } from '../../ui/fields';
import { Money } from '../../ui/money';
import { FailureNotice } from '../../ui/states';
import { LIMITS } from './limits';
import styles from './refunds.module.css';
import { Written } from '../../ui/written';

/** One ended project: the sum received, the sum that stages used, the sum due back, and the order for all of it. */
export function DueCard({
  project,
  onPrepared,
}: {
  project: ProjectToRefundFragment;
  onPrepared: (order: RefundToDecideFragment) => void;
}) {
  const { t } = useTranslation('refunds');
  const language = useLanguage();
  const { hasRole } = useViewer();
  const { refundDue: due, fund } = project;
  const end = [...project.history].reverse().find(({ to }) => to === 'CANCELLED');
  const { formProps, clear, showFailure } = useStoredForm<{ reason: string }>(`refund:${project.id}`, { reason: '' });
  const action = useAction(PrepareRefundDocument, {
    onDone: ({ prepareRefund }) => {
      clear();
      onPrepared(prepareRefund);
    },
  });
  const failure = useFieldFailure(action.failure, showFailure);
  if (!due) return null;
  const open = due.amount - due.prepared;

  return (
    <article className={`card card-pad ${styles.work}`} aria-label={project.title}>
      <div className={styles.side}>
        <div>
          <h3 className={styles.title}>
            <Link to={`/projects/${project.slug}`}>
              <Written>{project.title}</Written>
            </Link>
          </h3>
          <p className="small quiet">
            <Written>{project.organization.name}</Written>
          </p>
        </div>
        {end && (
          <div className={`${styles.item} ${styles.due}`}>
            <p className="strong">
              {t('desk.ended', { cause: t(`terms:refundCause.${due.cause}`), date: formatDate(end.at, language) })}
            </p>
            {end.reason && (
              <p className={`small ${styles.reason}`}>
                <Written>{end.reason}</Written>
              </p>
            )}
          </div>
        )}
        <dl className={styles.sum}>
          <div>
            <dt>{t('desk.received')}</dt>
            <dd>
              <Money fen={fund.received} exact />
            </dd>
          </div>
          <div>
            <dt>{t('desk.released')}</dt>
            <dd>
              <Money fen={-fund.released} exact />
            </dd>
          </div>
          <div>
            <dt>{t('desk.refunded')}</dt>
            <dd>
              <Money fen={-fund.refunded} exact />
            </dd>
          </div>
          <div className={styles.total}>
            <dt>{t('desk.due')}</dt>
            <dd>
              <Money fen={due.amount} exact />
            </dd>
          </div>
        </dl>
      </div>
      <div className={styles.side}>
        {due.prepared > 0 && (
          <p className="small amber">{t('desk.partPrepared', { amount: formatExact(due.prepared, 'always') })}</p>
        )}
        {!hasRole('TREASURER') ? (
          <p className="small quiet">{t('desk.needsTreasurer')}</p>
        ) : isExcluded('TREASURER', project.viewerDuty) ? (
          <DutyNote role="TREASURER" duty={project.viewerDuty} />
        ) : (
          <Form
            {...formProps}
            name={`refund-${project.id}`}
            onFinish={async ({ reason }: { reason: string }) => {
              await action.run({ input: { projectId: project.id, reason: reason.trim() } });
            }}
          >
            <TextAreaField
              name="reason"
              label={t('desk.reason')}
              help={t('desk.reasonHelp')}
              required
              rows={2}
              maxLength={LIMITS.reason}
            />
            <div className="stack" style={{ justifyItems: 'start', gap: 8 }}>
              <FailureNotice failure={failure} kind="write" />
              <Button htmlType="submit" loading={action.busy}>
                {t('desk.prepare', { amount: formatExact(open, 'always') })}
              </Button>
              <p className="small quiet">{t('desk.prepareMeans')}</p>
            </div>
          </Form>
        )}
      </div>
    </article>
  );
}
