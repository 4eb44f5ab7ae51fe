import { AnswerObjectionDocument, type ObjectionOutcome, type ObjectionToAnswerFragment } from '@hongchuang/schema';
import { useApolloClient } from '@apollo/client/react';
import { Button, Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDateTime } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { useLanguage } from '../../lib/i18n';
import { focusChoice } from '../../lib/keep-focus';
import { removeFromList } from '../../lib/remove-from-list';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { ActsOf } from '../../ui/acts-of';
import { useItemKeys } from '../../ui/desk';
import { Field, TextAreaField } from '../../ui/fields';
import { QueueMark } from '../../ui/queue-items';
import { FailureNotice } from '../../ui/states';
import styles from './review.module.css';
import { Written } from '../../ui/written';

const OUTCOMES = ['DISMISSED', 'CHANGES_REQUESTED', 'REJECTED'] as const satisfies readonly ObjectionOutcome[];

const KEYS: Record<(typeof OUTCOMES)[number], string> = { DISMISSED: 'A', CHANGES_REQUESTED: 'C', REJECTED: 'R' };

/** One objection with its answer form. */
export function ObjectionCard({
  objection,
  onAnswered,
}: {
  objection: ObjectionToAnswerFragment;
  onAnswered: (answered: ObjectionToAnswerFragment) => void;
}) {
  const { t } = useTranslation('review');
  const language = useLanguage();
  const { cache } = useApolloClient();
  const stored = useStoredForm<{ outcome: ObjectionOutcome; answer: string }>(`answer:${objection.id}`, { answer: '' });
  const action = useAction(AnswerObjectionDocument, {
    onDone: ({ answerObjection }) => {
      stored.clear();
      onAnswered(answerObjection);
      removeFromList(cache, 'objectionQueue', 'Objection', objection.id);
    },
  });
  const failure = useFieldFailure(action.failure, stored.showFailure);
  const choose = (outcome: ObjectionOutcome) => () => {
    stored.set({ outcome });
    focusChoice(objection.id, outcome);
  };
  const { sending } = useItemKeys(objection.id, {
    a: choose('DISMISSED'),
    c: choose('CHANGES_REQUESTED'),
    r: choose('REJECTED'),
    send: () => stored.form.submit(),
  });
  const { project } = objection;

  return (
    <article
      className={`card card-pad ${styles.work}`}
      aria-label={project.title}
      data-item={objection.id}
      tabIndex={-1}
    >
      <div className="stack" style={{ gap: 8, alignContent: 'start' }}>
        <h2 className={styles.workTitle}>
          <Link to={`/projects/${project.slug}`}>
            <Written>{project.title}</Written>
          </Link>
        </h2>
        <QueueMark id={objection.id} />
        <p className="small quiet">
          <Written>{project.organization.name}</Written>
        </p>
        <blockquote className={styles.quote}>
          <Written>{objection.text}</Written>
        </blockquote>
        <p className="small quiet">
          {t('objection.by', { name: objection.raisedBy, date: formatDateTime(objection.raisedAt, language) })}
        </p>
        {project.noticePausedAt && (
          <p className="small amber">
            {t('objection.paused', { date: formatDateTime(project.noticePausedAt, language) })}
          </p>
        )}
      </div>
      <ActsOf role="REVIEWER" duty={project.viewerDuty}>
        <Form
          {...stored.formProps}
          // The page has several forms. The name makes the ids of their fields, and thereby their labels, unique.
          name={`answer-${objection.id}`}
          onFinish={async ({ outcome, answer }: { outcome: ObjectionOutcome; answer: string }) => {
            const sent = action.run({ input: { objectionId: objection.id, outcome, answer: answer.trim() } });
            sending(objection.id, sent);
            await sent;
          }}
        >
          <Field
            name="outcome"
            label={t('objection.outcome')}
            required
            rules={[{ required: true, message: t('app:field.choose') }]}
          >
            <Radio.Group className={styles.outcomes}>
              {OUTCOMES.map((one) => (
                <Radio key={one} value={one}>
                  {t(`objection.outcomes.${one}`)} <kbd aria-hidden="true">{KEYS[one]}</kbd>
                </Radio>
              ))}
            </Radio.Group>
          </Field>
          <TextAreaField
            name="answer"
            label={t('objection.answer')}
            help={t('objection.answerHelp')}
            maxLength={1000}
            rows={4}
            required
          />
          <div className="stack" style={{ justifyItems: 'start' }}>
            <FailureNotice failure={failure} kind="write" />
            <Button htmlType="submit" loading={action.busy}>
              {t('objection.send')}
            </Button>
          </div>
        </Form>
      </ActsOf>
    </article>
  );
}
