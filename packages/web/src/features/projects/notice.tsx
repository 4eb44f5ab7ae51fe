import { type ProjectRecordFragment, type ProjectStandingFragment, RaiseObjectionDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { formatDate, formatDateTime, formatEndDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useStoredForm } from '../../lib/stored-form';
import { useKeyedAction } from '../../lib/use-keyed-action';
import { signInPath, useViewer } from '../../lib/viewer';
import { StatusChip } from '../../ui/chip';
import { TextAreaField } from '../../ui/fields';
import { LinkButton } from '../../ui/link-button';
import { FailureNotice } from '../../ui/states';
import styles from './projects.module.css';

interface NoticeProps {
  project: ProjectStandingFragment;
  objections: ProjectRecordFragment['objections'];
  mayObject: boolean;
}

/** The days in which a decision stands open: its dates, the objections with their answers, and raising one. */
export function PublicNotice({ project, objections, mayObject }: NoticeProps) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const open = project.status === 'PUBLIC_NOTICE';
  return (
    <div className="stack">
      {project.noticeStartsAt && project.noticeEndsAt && (
        <p className="small quiet">
          {t('notice.dates', { from: formatDate(project.noticeStartsAt, language), to: formatEndDate(project.noticeEndsAt, language) })}
        </p>
      )}
      {objections.length > 0 && (
        <ul className="stack">
          {objections.map((objection) => (
            <li key={objection.id} className={`card card-pad ${styles.objection}`}>
              <div className="row-between">
                <span className="strong">{t('notice.objection')}</span>
                <StatusChip tone={objection.answeredAt ? 'done' : 'waiting'}>
                  {objection.outcome ? t(`terms:objectionOutcome.${objection.outcome}`) : t('notice.waiting')}
                </StatusChip>
              </div>
              <p>{objection.text}</p>
              <p className="small quiet">
                {objection.raisedBy} · {formatDateTime(objection.raisedAt, language)}
              </p>
              {objection.answer && (
                <blockquote className={styles.answer}>
                  <p className="small strong">{t('notice.answer')}</p>
                  <p>{objection.answer}</p>
                  {objection.answeredAt && <p className="small quiet">{formatDateTime(objection.answeredAt, language)}</p>}
                </blockquote>
              )}
            </li>
          ))}
        </ul>
      )}
      {objections.length === 0 && <p className="quiet">{t(open ? 'notice.noneYet' : 'notice.none')}</p>}
      {open && <RaiseObjection projectId={project.id} mayObject={mayObject} />}
    </div>
  );
}

function RaiseObjection({ projectId, mayObject }: { projectId: string; mayObject: boolean }) {
  const { t } = useTranslation('projects');
  const { signedIn, loading } = useViewer();
  const location = useLocation();
  const stored = useStoredForm<{ text: string }>(`objection:${projectId}`, { text: '' });
  const [writing, setWriting] = useState(stored.restored);
  const [sent, setSent] = useState(false);
  const action = useKeyedAction(RaiseObjectionDocument, `objection:${projectId}`, (text: string, idempotencyKey) => ({ projectId, text, idempotencyKey }), {
    leaves: true,
    onDone: () => {
      stored.clear();
      stored.form.resetFields();
      setWriting(false);
      setSent(true);
    },
  });

  if (loading) return null;
  if (sent) return <p role="status" className="pine">{t('notice.sent')}</p>;
  if (!signedIn) {
    return (
      <div className="stack" style={{ justifyItems: 'start' }}>
        <p className="small quiet">{t('notice.signInFirst')}</p>
        <LinkButton to={signInPath(location.pathname)}>{t('notice.signIn')}</LinkButton>
      </div>
    );
  }
  if (!mayObject) return null;
  if (!writing) {
    return (
      <div>
        <Button onClick={() => setWriting(true)}>{t('notice.write')}</Button>
      </div>
    );
  }
  return (
    <Form
      {...stored.formProps}
      onFinish={async ({ text }: { text: string }) => {
        await action.send(text.trim());
      }}
      className="measure"
    >
      <TextAreaField name="text" label={t('notice.text')} help={t('notice.help')} maxLength={2000} rows={4} required />
      <div className="stack">
        <FailureNotice failure={action.failure} kind={action.kind} />
        <div className="row">
          <Button htmlType="submit" loading={action.busy}>
            {t('notice.send')}
          </Button>
          <Button type="text" onClick={() => setWriting(false)}>
            {t('notice.later')}
          </Button>
        </div>
      </div>
    </Form>
  );
}
