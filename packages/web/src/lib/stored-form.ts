import { Form, type FormInstance, type FormProps } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from './failure';
import { localStore, readJson } from './storage';

export interface StoredForm<T extends object> {
  form: FormInstance<T>;
  /** Spread on <Form>. Values must be JSON: dates as YYYY-MM-DD, amounts as the typed text. */
  formProps: Pick<
    FormProps<T>,
    'form' | 'initialValues' | 'onValuesChange' | 'layout' | 'scrollToFirstError' | 'requiredMark' | 'validateTrigger'
  >;
  /** True when this form was restored with earlier input. */
  restored: boolean;
  /** Fills fields from code, such as for a key or a button, and stores them like typed input. */
  set: (values: Partial<T>) => void;
  /** Call this after success, so that the next visit starts with an empty form. */
  clear: () => void;
  /** Shows the message of a refused input under its field. Returns false when the form has no such field. */
  showFailure: (failure: Failure) => boolean;
}

export interface StoredFormOptions<T> {
  /** Fields that are never stored: passwords and codes. */
  secret?: (keyof T & string)[];
  onChange?: (values: T) => void;
}

const storageKey = (key: string) => `hc:form:${key}`;

/** Whether this form holds input that was not sent, so that the page can open the form by itself. */
export function hasStoredForm(key: string): boolean {
  return localStore.read(storageKey(key)) !== null;
}

/** Deletes the stored input of a form that is no longer on the page. */
export function forgetStoredForm(key: string): void {
  localStore.remove(storageKey(key));
}

function startOf<T extends object>(key: string, initial: Partial<T>) {
  const stored = readJson<Partial<T>>(localStore, storageKey(key));
  return { key, restored: stored !== undefined, values: { ...initial, ...stored } as T };
}

/**
 * A form that keeps its input through errors, reloads and expired sessions, until `clear`.
 * Use a key that names the edited object (`organization:${id}`), so that two objects never share a draft.
 */
export function useStoredForm<T extends object>(
  key: string,
  initial: Partial<T>,
  options: StoredFormOptions<T> = {},
): StoredForm<T> {
  const [form] = Form.useForm<T>();
  // The initial values are read once for each key, because the form itself shows every draft that is written later.
  const [start, setStart] = useState(() => startOf(key, initial));
  if (start.key !== key) setStart(startOf(key, initial));
  const latest = useRef(options);
  latest.current = options;

  // The same page may go from one object to another without unmounting.
  const shownKey = useRef(key);
  useEffect(() => {
    if (shownKey.current === key) return;
    shownKey.current = key;
    form.resetFields();
  }, [key, form]);

  const onValuesChange = useCallback(() => {
    const values = form.getFieldsValue(true) as T;
    const kept = Object.fromEntries(
      Object.entries(values).filter(([name]) => !latest.current.secret?.includes(name as keyof T & string)),
    );
    localStore.write(storageKey(key), JSON.stringify(kept));
    latest.current.onChange?.(values);
  }, [form, key]);

  const clear = useCallback(() => localStore.remove(storageKey(key)), [key]);

  const showFailure = useCallback(
    (failure: Failure) => {
      if (!failure.field || !failure.message) return false;
      const name = failure.field as never;
      if (!form.getFieldInstance(name) && form.getFieldValue(name) === undefined) return false;
      form.setFields([{ name, errors: [failure.message] }]);
      form.scrollToField(name, { behavior: 'auto', block: 'center', focus: true });
      return true;
    },
    [form],
  );

  const set = useCallback(
    (values: Partial<T>) => {
      form.setFieldsValue(values as never);
      onValuesChange();
    },
    [form, onValuesChange],
  );

  return {
    form,
    set,
    formProps: {
      form,
      initialValues: start.values,
      onValuesChange,
      layout: 'vertical',
      scrollToFirstError: true,
      requiredMark: 'optional',
      validateTrigger: 'onBlur',
    },
    restored: start.restored,
    clear,
    showFailure,
  };
}
