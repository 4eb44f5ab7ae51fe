import { type MeasurementToVerifyFragment, VerifyMeasurementDocument } from '@hongchuang/schema';
import { useApolloClient } from '@apollo/client/react';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate, formatDateTime } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { useLanguage } from '../../lib/i18n';
import { removeFromList } from '../../lib/remove-from-list';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { ActsOf, isExcluded } from '../../ui/acts-of';
import { useItemKeys } from '../../ui/desk';
import { TextAreaField } from '../../ui/fields';
import { QueueMark } from '../../ui/queue-items';
import { FailureNotice } from '../../ui/states';
import styles from './review.module.css';
import { Written } from '../../ui/written';

/** One reported figure: what it would make of the indicator, and the two buttons. */
export function MeasurementCard({
  measurement,
  onHandled,
}: {
  measurement: MeasurementToVerifyFragment;
  onHandled: (handled: MeasurementToVerifyFragment) => void;
}) {
  const { t } = useTranslation('review');
  const language = useLanguage();
  const { cache } = useApolloClient();
  const stored = useStoredForm<{ comment: string }>(`measurement:${measurement.id}`, { comment: '' });
  const action = useAction(VerifyMeasurementDocument, {
    onDone: ({ verifyMeasurement }) => {
      stored.clear();
      onHandled(verifyMeasurement);
      removeFromList(cache, 'measurementQueue', 'Measurement', measurement.id);
    },
  });
  const failure = useFieldFailure(action.failure, stored.showFailure);
  const { indicator, project } = measurement;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const after = indicator.actual + measurement.value;

  const settle = async (accepted: boolean) => {
    const comment = String(stored.form.getFieldValue('comment') ?? '').trim();
    if (!accepted && comment === '') {
      stored.form.setFields([{ name: 'comment', errors: [t('measurement.commentNeeded')] }]);
      stored.form.scrollToField('comment', { block: 'center', focus: true });
      return;
    }
    const sent = action.run({ id: measurement.id, accepted, comment: comment || null });
    sending(measurement.id, sent);
    await sent;
  };
  const decide = (accepted: boolean) => {
    if (!isExcluded('REVIEWER', project.viewerDuty)) void settle(accepted);
  };
  const { sending } = useItemKeys(measurement.id, {
    a: () => decide(true),
    r: () => decide(false),
    send: () => decide(true),
  });

  return (
    <article
      className={`card card-pad ${styles.work}`}
      aria-label={`${project.title}: ${indicator.name}`}
      data-item={measurement.id}
      tabIndex={-1}
    >
      <div className="stack" style={{ gap: 8, alignContent: 'start' }}>
        <h2 className={styles.workTitle}>
          {indicator.name} <span className="num">{number.format(measurement.value)}</span> {indicator.unit}
        </h2>
        <QueueMark id={measurement.id} />
        <p className="small">
          <Link to={`/projects/${project.slug}`}>
            <Written>{project.title}</Written>
          </Link>{' '}
          <span className="quiet">
            <Written>{project.organization.name}</Written>
          </span>
        </p>
        <p className="small quiet">
          {t('measurement.reported', {
            date: formatDate(measurement.on, language),
            at: formatDateTime(measurement.recordedAt, language),
          })}
        </p>
        <p className="small num">
          {t('measurement.sofar', {
            actual: number.format(indicator.actual),
            target: number.format(indicator.target),
            unit: indicator.unit,
          })}
          {language === 'en' ? '. ' : '；'}
          {t('measurement.after', { value: number.format(after), unit: indicator.unit })}
        </p>
        {after > indicator.target && <p className="small amber">{t('measurement.past')}</p>}
        {measurement.note ? (
          <blockquote className={styles.quote}>
            <Written>{measurement.note}</Written>
          </blockquote>
        ) : (
          <p className="small quiet">{t('measurement.noNote')}</p>
        )}
      </div>
      <ActsOf role="REVIEWER" duty={project.viewerDuty}>
        {/* The page has several forms. The name makes the ids of their fields, and thereby their labels, unique. */}
        <Form {...stored.formProps} name={`measurement-${measurement.id}`}>
          <TextAreaField
            name="comment"
            label={t('measurement.comment')}
            help={t('measurement.commentHelp')}
            maxLength={500}
            rows={2}
          />
          <div className="stack" style={{ justifyItems: 'start' }}>
            <FailureNotice failure={failure} kind="write" />
            <div className="row">
              <Button onClick={() => void settle(true)} loading={action.busy}>
                {t('measurement.accept')} <kbd aria-hidden="true">A</kbd>
              </Button>
              <Button type="text" onClick={() => void settle(false)}>
                {t('measurement.reject')} <kbd aria-hidden="true">R</kbd>
              </Button>
            </div>
          </div>
        </Form>
      </ActsOf>
    </article>
  );
}
