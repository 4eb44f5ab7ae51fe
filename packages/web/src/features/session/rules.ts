import type { Rule } from 'antd/es/form';

export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 200;
export const NAME_MAX = 50;
export const EMAIL_MAX = 254;

/** Refuses only text that is certainly no address; the server decides. */
export const looksLikeEmail = (text: string): boolean =>
  /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text.normalize('NFKC').trim());

export const emailRule = (message: string): Rule => ({
  validator: (_rule, value: unknown) =>
    !value || looksLikeEmail(String(value)) ? Promise.resolve() : Promise.reject(new Error(message)),
});

/** Counts as the server does: characters, not UTF-16 units. */
export const passwordRule = (message: string): Rule => ({
  validator: (_rule, value: unknown) => {
    const { length } = [...String(value ?? '')];
    return length === 0 || (length >= PASSWORD_MIN && length <= PASSWORD_MAX)
      ? Promise.resolve()
      : Promise.reject(new Error(message));
  },
});
