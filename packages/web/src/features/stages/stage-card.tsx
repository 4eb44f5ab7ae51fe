import { useApolloClient } from '@apollo/client/react';
import { ReviewStageDocument, type StageToReviewFragment } from '@hongchuang/schema';
import { Button, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { daysUntilEnd, formatEndDate } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { useLanguage } from '../../lib/i18n';
import { focusChoice } from '../../lib/keep-focus';
import { removeFromList } from '../../lib/remove-from-list';
import { formatExact } from '../../lib/money';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { ActsOf } from '../../ui/acts-of';
import { useItemKeys } from '../../ui/desk';
import { Field } from '../../ui/fields';
import { Money } from '../../ui/money';
import { QueueMark } from '../../ui/queue-items';
import { FailureNotice } from '../../ui/states';
import { LIMITS } from './evidence';
import { returnedReports, waitingReport } from './next-step';
import { ReportView, ReturnedReports } from './report-view';
import styles from './stages.module.css';
import { Written } from '../../ui/written';

interface Decision {
  decision: 'verify' | 'return';
  comment: string;
}

/** One reported stage: the promise, the report, the earlier comments, and the decision. */
export function StageCard({
  stage,
  onDecided,
}: {
  stage: StageToReviewFragment;
  onDecided: (decided: StageToReviewFragment) => void;
}) {
  const { t } = useTranslation('stages');
  const language = useLanguage();
  const { cache } = useApolloClient();
  const stored = useStoredForm<Decision>(`stage-review:${stage.id}`, { comment: '' });
  const decision = Form.useWatch('decision', stored.form) as Decision['decision'] | undefined;
  const action = useAction(ReviewStageDocument, {
    onDone: ({ reviewMilestone }) => {
      stored.clear();
      onDecided(reviewMilestone);
      removeFromList(cache, 'milestoneQueue', 'Milestone', stage.id);
    },
  });
  const failure = useFieldFailure(action.failure, stored.showFailure);
  const choose = (chosen: Decision['decision']) => () => {
    stored.set({ decision: chosen });
    focusChoice(stage.id, chosen);
  };
  const { sending } = useItemKeys(stage.id, {
    a: choose('verify'),
    c: choose('return'),
    r: choose('return'),
    send: () => stored.form.submit(),
  });
  const { project } = stage;
  const report = waitingReport(stage.reports);
  const returned = returnedReports(stage.reports);
  const early = report ? daysUntilEnd(stage.dueOn, new Date(report.submittedAt)) : 0;
  const number = project.milestones.findIndex(({ id }) => id === stage.id) + 1;

  return (
    <article
      className={`card card-pad ${styles.work}`}
      aria-label={`${project.title}: ${stage.title}`}
      data-item={stage.id}
      tabIndex={-1}
    >
      <div className={styles.workSide}>
        <div>
          <p className="small">
            <Link to={`/projects/${project.slug}`}>
              <Written>{project.title}</Written>
            </Link>{' '}
            <span className="quiet">
              <Written>{project.organization.name}</Written>
            </span>
          </p>
          <h2 className={styles.workTitle}>
            <Written>{stage.title}</Written>
          </h2>
          <QueueMark id={stage.id} />
        </div>
        <dl className={styles.promise} aria-label={t('review.promise')}>
          <div>
            <dt>{t('budget')}</dt>
            <dd>
              <Money fen={stage.amount} exact className="strong" />
            </dd>
          </div>
          <div>
            <dt>{t('due', { date: formatEndDate(stage.dueOn, language) })}</dt>
            <dd className={`small ${early < 0 ? 'amber' : 'pine'}`}>
              {early === 0
                ? t('review.onDay')
                : t(early > 0 ? 'review.inTime' : 'review.tooLate', { count: Math.abs(early) })}
            </dd>
          </div>
          <div className="small quiet">
            <dt className="sr-only">{t('review.promise')}</dt>
            <dd>{t('review.of', { n: number, total: project.milestones.length })}</dd>
          </div>
        </dl>
        {report && <ReportView report={report} />}
        <ReturnedReports reports={returned} summary={t('review.earlier', { count: returned.length })} />
      </div>
      <ActsOf role="REVIEWER" duty={project.viewerDuty}>
        <Form
          {...stored.formProps}
          name={`stage-${stage.id}`}
          onFinish={async ({ decision: chosen, comment }: Decision) => {
            const sent = action.run({
              input: { milestoneId: stage.id, accepted: chosen === 'verify', comment: comment.trim() || null },
            });
            sending(stage.id, sent);
            await sent;
          }}
        >
          <Field
            name="decision"
            label={t('review.decision')}
            required
            rules={[{ required: true, message: t('app:field.choose') }]}
          >
            <Radio.Group className={styles.choices}>
              <Radio value="verify">
                {t('review.verify')} <kbd aria-hidden="true">A</kbd>
                <span className={`small quiet ${styles.choiceMeans}`}>
                  {t('review.verifyMeans', { amount: formatExact(stage.amount) })}
                </span>
              </Radio>
              <Radio value="return">
                {t('review.return')} <kbd aria-hidden="true">R</kbd>
                <span className={`small quiet ${styles.choiceMeans}`}>{t('review.returnMeans')}</span>
              </Radio>
            </Radio.Group>
          </Field>
          <Field
            name="comment"
            label={t('review.comment')}
            help={t('review.commentHelp')}
            required={decision === 'return'}
            rules={[{ required: decision === 'return', whitespace: true, message: t('review.commentNeeded') }]}
          >
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 24 }} maxLength={LIMITS.comment} showCount />
          </Field>
          <div className={styles.send}>
            <FailureNotice failure={failure} kind="write" />
            <Button htmlType="submit" loading={action.busy}>
              {t(`review.send.${decision ?? 'choose'}`)}
            </Button>
          </div>
        </Form>
      </ActsOf>
    </article>
  );
}
