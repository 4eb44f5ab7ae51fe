import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Failure } from '../../lib/failure';
import { FailureNotice } from '../../ui/states';
import { type DraftValues, type Problem, problemsOf, STEP_OF, STEPS, type Step } from './draft';
import { useProblemText } from './use-problems';
import styles from './wizard.module.css';

export interface CheckStepProps {
  values: DraftValues;
  verified: boolean;
  preview: ReactNode;
  failure: Failure | undefined;
  onGo: (step: Step, path?: (string | number)[]) => void;
}

/** The list of what is missing, each with a link to its field, and the preview of the page. */
export function CheckStep({ values, verified, preview, failure, onGo }: CheckStepProps) {
  const { t } = useTranslation('wizard');
  const problems = problemsOf(values);
  return (
    <div className="stack-lg">
      {!verified && (
        <div className={styles.notice}>
          <p className="strong">{t('check.unverified')}</p>
          <p>{t('check.unverifiedAdvice')}</p>
        </div>
      )}
      <FailureNotice failure={failure} />
      <section className="stack">
        <p className="strong" role="status" id="checklist" tabIndex={-1}>
          {problems.length === 0 ? t('check.ready') : t('check.missing', { count: problems.length })}
        </p>
        <ul className={styles.checks}>
          {STEPS.filter((step) => step !== 'check').map((step) => {
            const open = problems.filter(({ field }) => STEP_OF[field] === step);
            const optional = step === 'cover' && !values.cover;
            return (
              <li key={step} className={styles.check}>
                <span
                  className={`${styles.stepMark} ${open.length > 0 ? styles.stepMark_waiting : optional ? '' : styles.stepMark_done}`}
                  aria-hidden="true"
                >
                  {open.length > 0 ? '!' : optional ? '·' : '✓'}
                </span>
                <div className={styles.checkList}>
                  <button type="button" className={styles.link} onClick={() => onGo(step)}>
                    {t(`step.${step}`)}
                  </button>
                  {open.length === 0 && (
                    <span className="small quiet">{optional ? t('check.noCover') : t('check.done')}</span>
                  )}
                  {open.map((problem) => (
                    <ProblemLink key={problem.path.join()} problem={problem} onGo={() => onGo(step, problem.path)} />
                  ))}
                </div>
              </li>
            );
          })}
        </ul>
      </section>
      <section className="stack">
        <h3>{t('check.preview')}</h3>
        <p className="quiet small">{t('check.previewText')}</p>
        <div className={styles.previewBox}>{preview}</div>
      </section>
    </div>
  );
}

function ProblemLink({ problem, onGo }: { problem: Problem; onGo: () => void }) {
  const { t } = useTranslation('wizard');
  const text = useProblemText();
  const [, row, column] = problem.path;
  const where =
    row === undefined
      ? t(`field.${problem.field}`)
      : t('check.where', {
          item: t(`${problem.field}.item`, { n: Number(row) + 1 }),
          column: t(`${problem.field}.${String(column)}`),
        });
  return (
    <Button
      type="link"
      size="small"
      style={{ paddingInline: 0, height: 'auto', minHeight: 28, whiteSpace: 'normal', textAlign: 'left' }}
      onClick={onGo}
    >
      <span className="small amber">
        {problem.key === 'none' ? text(problem) : t('check.problem', { where, problem: text(problem) })}
      </span>
    </Button>
  );
}
