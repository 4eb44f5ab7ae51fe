import type { Messages } from '../../messages/index.js';

/** What the module says to people, each in Chinese and in English. */
export const phonesMessages = {
  'phone.off': [
    '本平台暂不发送短信，不能添加手机号。',
    'This installation sends no text messages, so no number can be added.',
  ],
  'phone.notMobile': [
    '请输入中国大陆的手机号码，共 11 位数字。',
    'Please type a mobile number of mainland China, which has 11 digits.',
  ],
  'phone.same': ['这个手机号已经验证过了。', 'You have confirmed this number already.'],
  'phone.none': ['您的账户没有手机号。', 'Your account has no telephone number.'],
  'phone.tooMany': [
    '验证码发送得太频繁，请 {{minutes}} 分钟后再试。',
    'Codes were asked for too often. Please try again in {{minutes}} minutes.',
  ],
  'phone.refused': [
    '短信服务商不能向这个号码发短信，请检查号码，或换一个号码。',
    'The provider of text messages cannot reach this number. Please check it or use another one.',
  ],
  'phone.providerLimit': [
    '短信服务商限制了向这个号码发送的短信数量，请过一小时再试，或换一个号码。',
    'The provider of text messages sends no more to this number for now. Please try again in an hour or use another number.',
  ],
  'phone.providerDown': [
    '短信暂时发不出去，验证码没有发送。请过几分钟再试。',
    'Text messages cannot be sent at the moment, and no code was sent. Please try again in some minutes.',
  ],
  'phone.codeMalformed': ['验证码是六位数字。', 'The code has six digits.'],
  'phone.codeWrong': ['验证码不正确，还可以再试 {{left}} 次。', 'The code is not right. Tries left: {{left}}.'],
  'phone.codeOver': [
    '验证码已失效：已过十分钟，或输错了太多次。请重新获取。',
    'The code no longer works: ten minutes are over, or wrong codes were typed too often. Please ask for a new one.',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof phonesMessages, true> {}
}
