import type { FormInstance } from 'antd';
import type { Rule } from 'antd/es/form';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { type DraftValues, LIMITS, type Problem, problemsOf } from './draft';

/**
 * The context that the fields of the wizard share. `strict` is set once the person has looked at the list of missing
 * values. Before that an empty field is only not filled in yet, and shows no error.
 */
export const WizardContext = createContext<{ form: FormInstance<DraftValues> | undefined; strict: boolean }>({
  form: undefined,
  strict: false,
});

export function useProblemText(): (problem: Problem) => string {
  const { t } = useTranslation('wizard');
  return ({ key, limit, field }) => {
    if (key === 'none') return t(`problem.none.${field}`);
    if (key === 'amountRange') return t('problem.amountRange');
    if (key === 'number') return t('problem.number', { max: LIMITS.target });
    return t(`problem.${key}`, { limit });
  };
}

/** Returns the rule of the field at `path`, which agrees with the checklist. */
export function useRules(path: (string | number)[]): Rule[] {
  const { form, strict } = useContext(WizardContext);
  const text = useProblemText();
  return [
    {
      validator: () => {
        if (!form) return Promise.resolve();
        const found = problemsOf(form.getFieldsValue(true) as DraftValues).find(
          (problem) => problem.path.join() === path.join(),
        );
        if (!found || (!strict && (found.key === 'missing' || found.key === 'choose'))) return Promise.resolve();
        return Promise.reject(new Error(text(found)));
      },
    },
  ];
}
