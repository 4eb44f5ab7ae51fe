import { SubmitProjectDocument, type WorkProjectFragment } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddressBar } from '../../lib/address-bar';
import { useAction } from '../../lib/use-action';
import { ConflictNotice } from './conflict-notice';
import { type DraftField, type DraftValues, problemsOf, STEP_OF, STEPS, type Step } from './draft';
import { SaveStatus } from './save-status';
import { BasicsStep } from './step-basics';
import { CheckStep } from './step-check';
import { CoverStep, UploadState } from './step-cover';
import { useCoverUpload } from './use-cover-upload';
import { FundingStep } from './step-funding';
import { IndicatorsStep } from './step-indicators';
import { MilestonesStep } from './step-milestones';
import { StoryStep } from './step-story';
import { forgetDraft, useDraft } from './use-draft';
import { WizardContext } from './use-problems';
import styles from './wizard.module.css';

export interface WizardProps {
  viewerId: string;
  organization: { id: string; verification: string };
  project?: WorkProjectFragment;
  /** The reviewer's comment, when changes were requested. */
  reason?: string;
  onCreated?: (id: string) => void;
  onClosed: () => void;
  onSubmitted: (id: string) => void;
  /** The page as visitors will see it. */
  preview: (values: DraftValues) => ReactNode;
}

const FIRST_COLUMN: Readonly<Record<string, string>> = {
  milestones: 'title',
  indicators: 'kind',
  giftExamples: 'amount',
};

export function ProjectWizard(props: WizardProps) {
  const { t } = useTranslation('wizard');
  const { viewerId, organization, project, reason, onCreated, onClosed, onSubmitted } = props;
  const draft = useDraft({ viewerId, organizationId: organization.id, project, onCreated, onClosed });
  const { form, values } = draft;
  const upload = useCoverUpload((cover) => draft.set({ cover }));
  const { get, set } = useAddressBar();
  const step = STEPS.find((one) => one === get('step')) ?? 'basics';
  const place = STEPS.indexOf(step);
  const problems = problemsOf(values);
  const [strict, setStrict] = useState(step === 'check');
  const [goal, setGoal] = useState<{ step: Step; path: (string | number)[] }>();
  const heading = useRef<HTMLHeadingElement>(null);
  const submit = useAction(SubmitProjectDocument, { leaves: true });
  const [submitting, setSubmitting] = useState(false);
  const [unsaved, setUnsaved] = useState(false);
  const context = useMemo(() => ({ form, strict }), [form, strict]);

  const go = (next: Step, path?: (string | number)[]) => {
    if (next === 'check') setStrict(true);
    // A list without valid rows has no field of its own, so the focus moves to the first field of its first row.
    const [list] = path?.length === 1 ? path : [];
    setGoal(
      path && {
        step: next,
        path: list !== undefined && list in FIRST_COLUMN ? [list, 0, FIRST_COLUMN[list]!] : path,
      },
    );
    set({ step: next === 'basics' ? undefined : next }, { replace: false });
    setUnsaved(false);
    if (draft.save.kind !== 'device' && draft.save.kind !== 'empty') void draft.saveNow();
  };

  // A step is like a page: the focus moves to its heading, or to the field that the checklist linked to.
  const shown = useRef(step);
  useEffect(() => {
    const moved = shown.current !== step;
    shown.current = step;
    // The address changes later, and until then the field does not exist.
    if (goal?.step === step) {
      void form.validateFields([goal.path as never]).catch(() => undefined);
      form.scrollToField(goal.path as never, { block: 'center', focus: true });
      setGoal(undefined);
    } else if (moved) {
      heading.current?.focus({ preventScroll: true });
      scrollTo({ top: 0 });
    }
  }, [step, goal, form]);

  useEffect(() => {
    for (const { path, message } of draft.refusals) form.setFields([{ name: path as never, errors: [message] }]);
  }, [draft.refusals, step, form]);

  const send = async () => {
    setStrict(true);
    setUnsaved(false);
    if (problems.length > 0) {
      document.getElementById('checklist')?.focus();
      document.getElementById('checklist')?.scrollIntoView({ block: 'center' });
      return;
    }
    // A chosen picture that is not stored is part of what the person wants to submit.
    if (upload.chosen) return go('cover');
    setSubmitting(true);
    try {
      // The submitted version must equal the shown one.
      if (!(await draft.saveNow())) {
        setUnsaved(true);
        return;
      }
      const id = draft.projectId;
      if (!id) return;
      const done = await submit.run({ id });
      if (!done) return;
      forgetDraft(viewerId, organization.id, id);
      onSubmitted(id);
    } finally {
      setSubmitting(false);
    }
  };

  const verified = organization.verification === 'VERIFIED';
  const stepList = <StepList current={step} problems={problems.map(({ field }) => field)} values={values} onGo={go} />;
  const saveStatus = <SaveStatus save={draft.save} onRetry={() => void draft.saveNow()} />;

  return (
    <WizardContext value={context}>
      <div className={styles.layout}>
        <aside className={styles.side} aria-label={t('steps')}>
          {stepList}
          {reason && <ReasonBeside reason={reason} />}
        </aside>
        <div className={styles.main}>
          {/* The new key closes the list at each new step. */}
          <details key={step} className={`card ${styles.phoneSteps}`}>
            <summary>
              <span className="strong">{t('stepOf', { n: place + 1, total: STEPS.length })}</span>
              <span className="small quiet">{t('allSteps')}</span>
            </summary>
            {stepList}
          </details>
          {draft.conflict && <ConflictNotice conflict={draft.conflict} mine={values} onSettle={draft.settleConflict} />}
          {draft.taken.length > 0 && !draft.conflict && (
            <p className={`${styles.notice} ${styles.notice_quiet}`} role="status">
              {t('conflict.taken', { fields: draft.taken.map((field) => t(`field.${field}`)).join(t('listJoiner')) })}
            </p>
          )}
          {draft.restored && step === 'basics' && (
            <p className={`${styles.notice} ${styles.notice_quiet}`} role="status">
              {t('restored')}
            </p>
          )}
          {step !== 'cover' && <UploadState upload={upload} />}
          <section>
            <div className={styles.intro}>
              <h2 ref={heading} tabIndex={-1}>
                {t(`step.${step}`)}
              </h2>
              <p className="quiet measure">{t(`intro.${step}`)}</p>
            </div>
            <Form<DraftValues>
              form={form}
              component={false}
              layout="vertical"
              requiredMark="optional"
              validateTrigger="onBlur"
              initialValues={draft.initialValues}
              onValuesChange={draft.changed}
              preserve
            >
              <div
                className={
                  step === 'story' || step === 'check' || step === 'indicators' || step === 'milestones'
                    ? styles.fields_wide
                    : styles.fields
                }
              >
                {step === 'basics' && <BasicsStep />}
                {step === 'story' && <StoryStep story={values.story} onChange={(story) => draft.set({ story })} />}
                {step === 'cover' && (
                  <CoverStep cover={values.cover} upload={upload} onChange={(cover) => draft.set({ cover })} />
                )}
                {step === 'milestones' && (
                  <MilestonesStep milestones={values.milestones} onChange={(milestones) => draft.set({ milestones })} />
                )}
                {step === 'indicators' && (
                  <IndicatorsStep indicators={values.indicators} onChange={(indicators) => draft.set({ indicators })} />
                )}
                {step === 'funding' && (
                  <FundingStep
                    onDay={(fundingEndsAt) => draft.set({ fundingEndsAt })}
                    giftExamples={values.giftExamples}
                    onGiftExamples={(giftExamples) => draft.set({ giftExamples })}
                  />
                )}
                {step === 'check' && (
                  <CheckStep
                    values={values}
                    verified={verified}
                    preview={props.preview(values)}
                    failure={submit.failure}
                    onGo={go}
                  />
                )}
              </div>
            </Form>
          </section>
          {unsaved && (
            <p className={styles.notice} role="alert">
              {t('check.unsaved')}
            </p>
          )}
          <div className={styles.bar}>
            {saveStatus}
            <div className={styles.barButtons}>
              {place > 0 && <Button onClick={() => go(STEPS[place - 1] ?? 'basics')}>{t('back')}</Button>}
              {step === 'check' ? (
                <Button
                  type="primary"
                  loading={submitting || submit.busy}
                  disabled={!verified}
                  onClick={() => void send()}
                >
                  {t('submit')}
                </Button>
              ) : (
                <Button type="primary" onClick={() => go(STEPS[place + 1] ?? 'check')}>
                  {t('next', { step: t(`step.${STEPS[place + 1] ?? 'check'}`) })}
                </Button>
              )}
            </div>
          </div>
        </div>
      </div>
    </WizardContext>
  );
}

function StepList({
  current,
  problems,
  values,
  onGo,
}: {
  current: Step;
  problems: DraftField[];
  values: DraftValues;
  onGo: (step: Step) => void;
}) {
  const { t } = useTranslation('wizard');
  return (
    <ol className={styles.steps}>
      {STEPS.map((step, index) => {
        const open = problems.filter((field) => STEP_OF[field] === step).length;
        const blank = step === 'cover' && !values.cover;
        const done = step !== 'check' && open === 0 && !blank;
        const note =
          step === 'check'
            ? undefined
            : done
              ? t('stepDone')
              : blank
                ? t('stepOptional')
                : t('stepOpen', { count: open });
        return (
          <li key={step}>
            <button
              type="button"
              className={`plain-button ${styles.step}`}
              aria-current={step === current ? 'step' : undefined}
              onClick={() => onGo(step)}
            >
              <span className={`${styles.stepMark} ${done ? styles.stepMark_done : ''}`} aria-hidden="true">
                {done ? '✓' : index + 1}
              </span>
              <span className={styles.stepText}>
                <span>{t(`step.${step}`)}</span>
                {note && <span className={styles.stepNote}>{note}</span>}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

/** The reviewer's comment stays visible while the person works through it. */
function ReasonBeside({ reason }: { reason: string }) {
  const { t } = useTranslation('wizard');
  return (
    <div className={`small ${styles.reasonBeside}`}>
      <p className="strong">{t('reason.beside')}</p>
      <p>{reason}</p>
    </div>
  );
}
