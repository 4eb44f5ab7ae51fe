import type { ReviewDecision, ReviewDocumentFragment } from '@hongchuang/schema';
import { Button, Checkbox, Form, Input, Radio } from 'antd';
import { type Ref, useImperativeHandle, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../lib/browser';
import { usePlatform } from '../../lib/platform';
import { useViewer } from '../../lib/viewer';
import { useStoredForm } from '../../lib/stored-form';
import { isExcluded } from '../../ui/acts-of';
import { EmptyState } from '../../ui/states';
import { composeReason, OWN_WORDS_MAX, REASONS } from './reasons';
import styles from './review.module.css';
import { decideBy } from './timing';
import { decisionFormKey, decisions } from './use-decisions';

const DECISIONS = ['APPROVE', 'REQUEST_CHANGES', 'REJECT'] as const satisfies readonly ReviewDecision[];
const KEYS: Record<ReviewDecision, string> = { APPROVE: 'A', REQUEST_CHANGES: 'C', REJECT: 'R' };

interface DecisionForm {
  decision?: ReviewDecision;
  reasons?: string[];
  comment?: string;
}

/** The methods that the desk's keys call. */
export interface DecisionPanelHandle {
  projectId: string;
  choose: (decision: ReviewDecision) => void;
  toggleReason: (index: number) => void;
  submit: () => void;
}

interface DecisionPanelProps {
  project: ReviewDocumentFragment;
  handle: Ref<DecisionPanelHandle>;
  /** Called when the decision is held; the next project may be opened. */
  onHeld: () => void;
  /** Called when something is missing; the desk stays at this project. */
  onIncomplete: () => void;
}

export function DecisionPanel(props: DecisionPanelProps) {
  const { project } = props;
  const { t } = useTranslation('review');
  const { hasRole } = useViewer();
  if (!hasRole('REVIEWER')) return <EmptyState title={t('decide.readOnly')} />;
  if (!project.viewerActions.includes('REVIEW')) {
    if (project.status === 'SUBMITTED' && isExcluded('REVIEWER', project.viewerDuty))
      return <EmptyState title={t('app:otherDuty.REVIEWER')} />;
    // The server refuses every member of the implementer, because nobody decides about a project of the own unit.
    return <EmptyState title={t(project.status === 'SUBMITTED' ? 'decide.own' : 'decide.closed')} />;
  }
  return <OpenDecision key={project.id} {...props} />;
}

function OpenDecision({ project, handle, onHeld, onIncomplete }: DecisionPanelProps) {
  const { t } = useTranslation('review');
  const { platform } = usePlatform();
  const { form, formProps } = useStoredForm<DecisionForm>(decisionFormKey(project.id), { reasons: [], comment: '' });
  const decision = Form.useWatch('decision', form);
  const ticked = Form.useWatch('reasons', form) ?? [];
  const comment = Form.useWatch('comment', form) ?? '';
  const root = useRef<HTMLDivElement>(null);
  const noticeDays = platform?.publicNoticeDays ?? 0;

  const wordsOf = (chosen: ReviewDecision, keys: readonly string[]) =>
    REASONS[chosen].filter((key) => keys.includes(`${chosen}.${key}`)).map((key) => t(`reason.${chosen}.${key}`));

  const change = (values: DecisionForm) => {
    form.setFieldsValue(values);
    // Values that a key or a button sets have to be stored like typed ones.
    formProps.onValuesChange?.(values, form.getFieldsValue(true));
  };

  const choose = (next: ReviewDecision) => {
    change({ decision: next });
    form.setFields([
      { name: 'decision', errors: [] },
      { name: 'reasons', errors: [] },
    ]);
  };

  useImperativeHandle(handle, () => ({
    projectId: project.id,
    choose(next) {
      choose(next);
      root.current?.querySelector<HTMLInputElement>(`input[value="${next}"]`)?.focus();
    },
    toggleReason(index) {
      // Read from the form, because two keys can come before a render.
      const { decision: now, reasons = [] } = form.getFieldsValue(true) as DecisionForm;
      const key = now && REASONS[now][index];
      if (!key) return;
      const name = `${now}.${key}`;
      change({ reasons: reasons.includes(name) ? reasons.filter((one) => one !== name) : [...reasons, name] });
    },
    submit: () => form.submit(),
  }));

  const finish = () => {
    // Read from the form, because keys can come before a render.
    const { decision: decided, reasons = [], comment: words = '' } = form.getFieldsValue(true) as DecisionForm;
    if (!decided) {
      form.setFields([{ name: 'decision', errors: [t('decide.decisionNeeded')] }]);
      onIncomplete();
      return;
    }
    const reason = composeReason(wordsOf(decided, reasons), words);
    if (decided !== 'APPROVE' && reason === '') {
      form.setFields([{ name: 'reasons', errors: [t('decide.reasonNeeded')] }]);
      root.current?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.focus();
      onIncomplete();
      return;
    }
    decisions.hold({ projectId: project.id, title: project.title, decision: decided, comment: reason });
    onHeld();
  };

  const now = useNow();
  const lastMoment = decideBy(project, noticeDays);
  const tooLate = decision === 'APPROVE' && noticeDays > 0 && lastMoment !== undefined && lastMoment <= now;
  const preview = decision ? composeReason(wordsOf(decision, ticked), comment) : '';

  return (
    <div ref={root}>
      <Form {...formProps} onFinish={finish} onFinishFailed={onIncomplete} className={styles.decide}>
        <h2>{t('decide.title')}</h2>
        <Form.Item
          name="decision"
          label={<span className="sr-only">{t('decide.choose')}</span>}
          className={styles.decisionItem}
          required
        >
          <Radio.Group
            className={styles.decisionChoices}
            onChange={(event) => choose(event.target.value as ReviewDecision)}
          >
            {DECISIONS.map((one) => (
              <Radio
                key={one}
                value={one}
                className={`${styles.decisionChoice} ${decision === one ? styles[`decisionChoice_${one}`] : ''}`}
              >
                <span className={styles.decisionLabel}>
                  {t(`decide.${one}`)}
                  <kbd aria-hidden="true">{KEYS[one]}</kbd>
                </span>
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        {decision && (
          <>
            <p className="small quiet" role="status">
              {decision === 'APPROVE'
                ? noticeDays > 0
                  ? t('decide.next.APPROVE', { count: noticeDays })
                  : t('decide.next.APPROVE_atOnce')
                : t(`decide.next.${decision}`)}
            </p>
            {tooLate && <p className="small amber">{t('decide.tooLate')}</p>}
            {/* Two items: `required` marks the label, but a group of checkboxes may not have aria-required. */}
            <Form.Item
              label={t(decision === 'APPROVE' ? 'decide.checks' : 'decide.reasons')}
              required={decision !== 'APPROVE'}
            >
              <Form.Item name="reasons" noStyle>
                <Checkbox.Group
                  className={styles.reasons}
                  aria-label={t(decision === 'APPROVE' ? 'decide.checks' : 'decide.reasons')}
                >
                  {REASONS[decision].map((key, index) => (
                    <Checkbox key={key} value={`${decision}.${key}`} className={styles.reason}>
                      {t(`reason.${decision}.${key}`)} <kbd aria-hidden="true">{index + 1}</kbd>
                    </Checkbox>
                  ))}
                </Checkbox.Group>
              </Form.Item>
            </Form.Item>
            <Form.Item
              name="comment"
              label={t('decide.comment')}
              extra={t(decision === 'APPROVE' ? 'decide.commentHelp.APPROVE' : 'decide.commentHelp.other')}
            >
              <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={OWN_WORDS_MAX} showCount />
            </Form.Item>
            {preview && (
              <div className={styles.preview}>
                <p className="small quiet">{t('decide.preview')}</p>
                <p className={`small ${styles.lines}`}>{preview}</p>
              </div>
            )}
          </>
        )}
        <div className="stack" style={{ gap: 8 }}>
          <Button type="primary" htmlType="submit" block disabled={!decision}>
            {t(`decide.send.${decision ?? 'none'}`)}
          </Button>
          <p className="small quiet">{t('decide.undoNote')}</p>
        </div>
      </Form>
    </div>
  );
}
