import { Form, type FormInstance, type FormProps } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from './failure';
import { localStore, readJson } from './storage';

export interface StoredForm<T extends object> {
  form: FormInstance<T>;
  /** Spread on <Form>. Values must be JSON: dates as YYYY-MM-DD, amounts as the text typed. */
  formProps: Pick<FormProps<T>, 'form' | 'initialValues' | 'onValuesChange' | 'layout' | 'scrollToFirstError' | 'requiredMark' | 'validateTrigger'>;
  /** True when this form came back with what was typed before. */
  restored: boolean;
  /** Fills fields by a key or a click of our own, and keeps them like what was typed. */
  set: (values: Partial<T>) => void;
  /** Call after success: the next visit starts empty. */
  clear: () => void;
  /** Puts a refused input's message under its field. Returns false when the form has no such field. */
  showFailure: (failure: Failure) => boolean;
}

export interface StoredFormOptions<T> {
  /** Never stored: passwords and codes. */
  secret?: (keyof T & string)[];
  onChange?: (values: T) => void;
}

const storageKey = (key: string) => `hc:form:${key}`;

/** Whether something was typed into this form and not sent: its place can then open by itself. */
export function hasStoredForm(key: string): boolean {
  return localStore.read(storageKey(key)) !== null;
}

/** Forgets what was typed into a form that is no longer on the page. */
export function forgetStoredForm(key: string): void {
  localStore.remove(storageKey(key));
}

function startOf<T extends object>(key: string, initial: Partial<T>) {
  const stored = readJson<Partial<T>>(localStore, storageKey(key));
  return { key, restored: stored !== undefined, values: { ...initial, ...stored } as T };
}

/**
 * A form that keeps what was typed through errors, reloads and expired sessions, until `clear`.
 * Use a key that names what is edited (`organization:${id}`), so that two things never share a draft.
 */
export function useStoredForm<T extends object>(key: string, initial: Partial<T>, options: StoredFormOptions<T> = {}): StoredForm<T> {
  const [form] = Form.useForm<T>();
  // What the form starts with is read once a key: a draft written meanwhile is what the form itself shows.
  const [start, setStart] = useState(() => startOf(key, initial));
  if (start.key !== key) setStart(startOf(key, initial));
  const latest = useRef(options);
  latest.current = options;

  // The same page may go from one thing to another without unmounting.
  const shownKey = useRef(key);
  useEffect(() => {
    if (shownKey.current === key) return;
    shownKey.current = key;
    form.resetFields();
  }, [key, form]);

  const onValuesChange = useCallback(() => {
    const values = form.getFieldsValue(true) as T;
    const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !latest.current.secret?.includes(name as keyof T & string)));
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
    formProps: { form, initialValues: start.values, onValuesChange, layout: 'vertical', scrollToFirstError: true, requiredMark: 'optional', validateTrigger: 'onBlur' },
    restored: start.restored,
    clear,
    showFailure,
  };
}
