import { Form, Input, Select, type SelectProps, Switch } from 'antd';
import type { Rule } from 'antd/es/form';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * Labelled inputs for forms of useStoredForm. Each shows its own and the server's errors below itself. Name a field as
 * the API names the input, so that `showFailure` finds the field.
 */
interface FieldProps {
  name: string | (string | number)[];
  label: ReactNode;
  /** What to write into the field. */
  help?: ReactNode;
  required?: boolean;
  rules?: Rule[];
}

function useRules({ required, rules = [] }: Pick<FieldProps, 'required' | 'rules'>): Rule[] {
  const { t } = useTranslation('app');
  return required ? [{ required: true, whitespace: true, message: t('field.required') }, ...rules] : rules;
}

export function Field({
  name,
  label,
  help,
  required = false,
  rules,
  children,
  ...item
}: FieldProps & { children: ReactNode } & Pick<ComponentProps<typeof Form.Item>, 'valuePropName' | 'dependencies'>) {
  return (
    <Form.Item name={name} label={label} extra={help} required={required} rules={rules} {...item}>
      {children}
    </Form.Item>
  );
}

type InputProps = ComponentProps<typeof Input>;

export function TextField({
  maxLength,
  type,
  autoComplete,
  inputMode,
  placeholder,
  prefix,
  suffix,
  ...field
}: FieldProps &
  Pick<InputProps, 'maxLength' | 'type' | 'autoComplete' | 'inputMode' | 'placeholder' | 'prefix' | 'suffix'>) {
  const rules = useRules(field);
  return (
    <Field {...field} rules={rules}>
      <Input {...{ maxLength, type, autoComplete, inputMode, placeholder, prefix, suffix }} />
    </Field>
  );
}

export function PasswordField({
  autoComplete,
  ...field
}: FieldProps & { autoComplete: 'current-password' | 'new-password' }) {
  const rules = useRules(field);
  return (
    <Field {...field} rules={rules}>
      <Input.Password autoComplete={autoComplete} />
    </Field>
  );
}

export function TextAreaField({
  maxLength,
  rows = 4,
  placeholder,
  ...field
}: FieldProps & { maxLength?: number; rows?: number; placeholder?: string }) {
  const rules = useRules(field);
  return (
    <Field {...field} rules={rules}>
      <Input.TextArea
        autoSize={{ minRows: rows, maxRows: 24 }}
        maxLength={maxLength}
        showCount={maxLength !== undefined}
        placeholder={placeholder}
      />
    </Field>
  );
}

/** A day, as YYYY-MM-DD, with the device's own date picker. See startOfShanghaiDay and endOfShanghaiDay. */
export function DateField({ min, max, ...field }: FieldProps & { min?: string; max?: string }) {
  const rules = useRules(field);
  return (
    <Field {...field} rules={rules}>
      <Input type="date" min={min} max={max} />
    </Field>
  );
}

export function SelectField({
  options,
  placeholder,
  allowClear,
  showSearch,
  mode,
  ...field
}: FieldProps & Pick<SelectProps, 'options' | 'placeholder' | 'allowClear' | 'showSearch' | 'mode'>) {
  const { t } = useTranslation('app');
  const rules: Rule[] = [
    ...(field.required ? [{ required: true, message: t('field.choose') }] : []),
    ...(field.rules ?? []),
  ];
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
