import type { Rule } from 'antd/es/form';

export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 200;
export const NAME_MAX = 50;
export const EMAIL_MAX = 254;

/** Only what is certainly no address; the server has the last word. */
export const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text.normalize('NFKC').trim());

export const emailRule = (message: string): Rule => ({
  validator: (_rule, value: unknown) => (!value || looksLikeEmail(String(value)) ? Promise.resolve() : Promise.reject(new Error(message))),
});

/** Counted as the server counts: characters, not UTF-16 units. */
export const passwordRule = (message: string): Rule => ({
  validator: (_rule, value: unknown) => {
    const { length } = [...String(value ?? '')];
    return length === 0 || (length >= PASSWORD_MIN && length <= PASSWORD_MAX) ? Promise.resolve() : Promise.reject(new Error(message));
  },
});
