import { Form, Input, InputNumber, Select, type SelectProps, Switch } from 'antd';
import type { Rule } from 'antd/es/form';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { parseYuan } from '../lib/money';

/**
 * Labelled inputs for forms from useStoredForm. Each shows its own and the server's errors under itself:
 * name a field as the API names the input, and `showFailure` finds it.
 */
interface FieldProps {
  name: string | (string | number)[];
  label: ReactNode;
  /** What to write, under the label's input. */
  help?: ReactNode;
  required?: boolean;
  rules?: Rule[];
}

function useRules({ required, rules = [] }: Pick<FieldProps, 'required' | 'rules'>): Rule[] {
  const { t } = useTranslation('app');
  return required ? [{ required: true, whitespace: true, message: t('field.required') }, ...rules] : rules;
}

export function Field({ name, label, help, required = false, rules, children, ...item }: FieldProps & { children: ReactNode } & Pick<ComponentProps<typeof Form.Item>, 'valuePropName' | 'dependencies'>) {
  return (
    <Form.Item name={name} label={label} extra={help} required={required} rules={rules} {...item}>
      {children}
    </Form.Item>
  );
}

type InputProps = ComponentProps<typeof Input>;

export function TextField({ maxLength, type, autoComplete, inputMode, placeholder, prefix, suffix, ...field }: FieldProps & Pick<InputProps, 'maxLength' | 'type' | 'autoComplete' | 'inputMode' | 'placeholder' | 'prefix' | 'suffix'>) {
  const rules = useRules(field);
  return (
    <Field {...field} rules={rules}>
      <Input {...{ maxLength, type, autoComplete, inputMode, placeholder, prefix, suffix }} />
    </Field>
  );
}

export function PasswordField({ autoComplete, ...field }: FieldProps & { autoComplete: 'current-password' | 'new-password' }) {
  const rules = useRules(field);
  return (
    <Field {...field} rules={rules}>
      <Input.Password autoComplete={autoComplete} />
    </Field>
  );
}

export function TextAreaField({ maxLength, rows = 4, placeholder, ...field }: FieldProps & { maxLength?: number; rows?: number; placeholder?: string }) {
  const rules = useRules(field);
  return (
    <Field {...field} rules={rules}>
      <Input.TextArea autoSize={{ minRows: rows, maxRows: 24 }} maxLength={maxLength} showCount={maxLength !== undefined} placeholder={placeholder} />
    </Field>
  );
}

/** An amount in yuan. The value is the text as typed; turn it into fen with parseYuan when sending. */
export function YuanField({ min, max, placeholder, ...field }: FieldProps & { min?: number; max?: number; placeholder?: string }) {
  const { t } = useTranslation('app');
  const rules = useRules({
    ...field,
    rules: [
      {
        validator: (_rule, value: unknown) => {
          if (value === undefined || value === '') return Promise.resolve();
          const fen = parseYuan(String(value));
          if (fen === undefined) return Promise.reject(new Error(t('field.amount')));
          if (min !== undefined && fen < min) return Promise.reject(new Error(t('field.amountMin', { yuan: min / 100 })));
          if (max !== undefined && fen > max) return Promise.reject(new Error(t('field.amountMax', { yuan: max / 100 })));
          return Promise.resolve();
        },
      },
      ...(field.rules ?? []),
    ],
  });
  return (
    <Field {...field} rules={rules}>
      <Input className="num" inputMode="decimal" prefix="¥" autoComplete="off" placeholder={placeholder} />
    </Field>
  );
}

export function NumberField({ min, max, suffix, precision, ...field }: FieldProps & { min?: number; max?: number; suffix?: ReactNode; precision?: number }) {
  const { t } = useTranslation('app');
  // InputNumber's values are numbers, which the `whitespace` rule would refuse.
  const rules: Rule[] = [...(field.required ? [{ required: true, message: t('field.required') }] : []), ...(field.rules ?? [])];
  return (
    <Field {...field} rules={rules}>
      <InputNumber style={{ width: '100%' }} min={min} max={max} suffix={suffix} precision={precision} />
    </Field>
  );
}

/** A day, as YYYY-MM-DD, with the device's own picker. See startOfShanghaiDay and endOfShanghaiDay. */
export function DateField({ min, max, ...field }: FieldProps & { min?: string; max?: string }) {
  const rules = useRules(field);
  return (
    <Field {...field} rules={rules}>
      <Input type="date" min={min} max={max} />
    </Field>
  );
}

export function SelectField({ options, placeholder, allowClear, showSearch, mode, ...field }: FieldProps & Pick<SelectProps, 'options' | 'placeholder' | 'allowClear' | 'showSearch' | 'mode'>) {
  const { t } = useTranslation('app');
  const rules: Rule[] = [...(field.required ? [{ required: true, message: t('field.choose') }] : []), ...(field.rules ?? [])];
  return (
    <Field {...field} rules={rules}>
      <Select {...{ options, placeholder, allowClear, showSearch, mode }} />
    </Field>
  );
}

export function SwitchField({ ...field }: FieldProps) {
  return (
    <Field {...field} valuePropName="checked">
      <Switch />
    </Field>
  );
}
