import type { Messages } from '../../messages/index.js';

/** What the module says to people, each in Chinese and in English. */
export const identityMessages = {
  'email.unverified': [
    '请先验证您的邮箱 {{email}}：打开我们寄去的邮件，点其中的链接。',
    'Please verify your address {{email}} first: open the link in the letter that we sent there.',
  ],
  'email.accountUnverified': [
    '这个账户的邮箱还没有验证。请对方先打开验证邮件中的链接。',
    'The address of this account is not verified yet. Its holder has to open the link in the letter first.',
  ],
  'email.alreadyVerified': ['这个邮箱已经验证过了。', 'This address is verified already.'],
  'link.unknown': [
    '这个链接已失效：可能已用过、已过期，或不完整。请重新索取。',
    'This link no longer works: it was used, has expired or is incomplete. Please ask for a new one.',
  ],
  'link.otherAccount': [
    '这个链接属于另一个账户。请先退出，再用收到邮件的账户登录。',
    'This link belongs to another account. Please sign out and sign in with the account that got the letter.',
  ],
  'letter.tooMany': [
    '一小时内最多寄 {{max}} 封。请先查看收件箱和垃圾邮件，或 {{minutes}} 分钟后再试。',
    'At most {{max}} letters an hour are sent. Please look into your inbox and spam folder, or try again in {{minutes}} minutes.',
  ],
  'letter.VERIFY.subject': ['请验证您的邮箱', 'Please verify your address'],
  'letter.VERIFY.text': [
    '您好：\n\n有人用这个邮箱在红创注册了账户。如果是您，请在 {{hours}} 小时内打开下面的链接，登录后确认：\n{{link}}\n\n验证之后，这个账户才能加入单位、担任角色、收到通知邮件。\n\n如果不是您，请不要打开链接，也不必回复；没有您的确认，这个邮箱不会被当作已验证。',
    'Hello,\n\nsomebody signed up at Hongchuang with this address. If it was you, please open this link within {{hours}} hours and confirm it after signing in:\n{{link}}\n\nOnly a verified account can join units, hold roles and get letters.\n\nIf it was not you, do not open the link. Without your confirmation the address does not count as verified.',
  ],
  'letter.SIGN_UP_AGAIN.subject': ['这个邮箱已有红创账户', 'This address has a Hongchuang account already'],
  'letter.SIGN_UP_AGAIN.text': [
    '您好：\n\n刚才有人想用这个邮箱再注册一个账户，没有成功，因为它已有账户。如果是您，请直接登录：\n{{link}}\n\n如果不是您，什么也不必做：您的账户没有任何变化。',
    'Hello,\n\nsomebody just tried to sign up with this address and was refused, because it has an account already. If it was you, please sign in:\n{{link}}\n\nIf it was not you, there is nothing to do: nothing about your account has changed.',
  ],
  'letter.RESET.subject': ['重设密码', 'Set a new password'],
  'letter.RESET.text': [
    '您好：\n\n有人请求重设这个邮箱的红创密码。如果是您，请在 {{hours}} 小时内打开下面的链接，设一个新密码：\n{{link}}\n\n设好之后，所有设备都会退出登录。\n\n如果不是您，请不要理会：不打开链接，密码就不会改变。',
    'Hello,\n\nsomebody asked to reset the password of this address at Hongchuang. If it was you, please open this link within {{hours}} hour and set a new one:\n{{link}}\n\nAll devices are then signed out.\n\nIf it was not you, ignore this letter: the password stays as it is.',
  ],
  'letter.NEW_DEVICE.subject': ['您的账户在新设备上登录', 'A sign-in on a new device'],
  'letter.NEW_DEVICE.text': [
    '您好：\n\n{{time}}（北京时间），您的红创账户在一台没有用过的设备或浏览器上登录了。如果是您，什么也不必做。\n\n如果不是您，请马上修改密码，并让那台设备退出：\n{{link}}',
    'Hello,\n\nat {{time}} (Beijing time) your Hongchuang account was signed in to with a device or browser that it did not know. If it was you, there is nothing to do.\n\nIf it was not you, please change the password at once and sign that device out:\n{{link}}',
  ],
  'letter.PASSWORD_CHANGED.subject': ['您的密码已修改', 'Your password was changed'],
  'letter.PASSWORD_CHANGED.text': [
    '您好：\n\n{{time}}（北京时间），您的红创账户的密码修改了，其他设备已退出登录。如果是您，什么也不必做。\n\n如果不是您，请用“忘记密码”重设密码，并联系平台管理员：\n{{link}}',
    'Hello,\n\nat {{time}} (Beijing time) the password of your Hongchuang account was changed, and other devices were signed out. If it was you, there is nothing to do.\n\nIf it was not you, please reset the password by “Forgot the password” and tell an administrator:\n{{link}}',
  ],
  'letter.FACTORS_CHANGED.subject': ['您的两步验证已更改', 'Your second factors were changed'],
  'letter.FACTORS_CHANGED.text': [
    '您好：\n\n{{time}}（北京时间），您的红创账户的两步验证（验证器、通行密钥或恢复码）更改了。如果是您，什么也不必做。\n\n如果不是您，请马上重设密码，并联系平台管理员：\n{{link}}',
    'Hello,\n\nat {{time}} (Beijing time) an authenticator app, a passkey or the recovery codes of your Hongchuang account were changed. If it was you, there is nothing to do.\n\nIf it was not you, please reset the password at once and tell an administrator:\n{{link}}',
  ],
  'letter.RECOVERY_CODE_USED.subject': ['用恢复码登录了', 'A recovery code was used'],
  'letter.RECOVERY_CODE_USED.text': [
    '您好：\n\n{{time}}（北京时间），有人用恢复码登录了您的红创账户，这个码不能再用。如果手机丢了，请移除旧的验证器，再添加新的：\n{{link}}\n\n如果不是您，请马上修改密码，并联系平台管理员。',
    'Hello,\n\nat {{time}} (Beijing time) a recovery code was used to sign in to your Hongchuang account; it does not work again. If you lost your phone, please remove its authenticator and add a new one:\n{{link}}\n\nIf it was not you, please change the password at once and tell an administrator.',
  ],
  'signIn.suspended': [
    '这个账户已停用，不能登录。停用的原因已寄到您的邮箱；如有疑问，请联系平台管理员。',
    'This account is suspended and cannot be signed in to. The reason was mailed to you; please turn to an administrator.',
  ],
  'account.own': [
    '不能对自己的账户这样做，请由另一位管理员办理。',
    'You cannot do this to your own account; another administrator has to.',
  ],
  'account.alreadySuspended': ['这个账户已经停用。', 'This account is suspended already.'],
  'account.notSuspended': ['这个账户没有停用。', 'This account is not suspended.'],
  'account.suspendedByViewer': [
    '这个账户由您停用，须由另一位管理员恢复。',
    'You suspended this account; another administrator has to restore it.',
  ],
  'letter.ACCOUNT_SUSPENDED.subject': ['您的账户已停用', 'Your account is suspended'],
  'letter.ACCOUNT_SUSPENDED.text': [
    '您好：\n\n{{time}}（北京时间），平台管理员停用了您的红创账户。所有设备已退出登录，恢复之前不能登录。您捐过的款、开出的收据和做过的事都没有变化。\n\n原因：\n{{detail}}\n\n如有疑问，请联系平台管理员：\n{{link}}',
    'Hello,\n\nat {{time}} (Beijing time) an administrator suspended your Hongchuang account. All devices were signed out, and nobody can sign in until it is restored. Your gifts, your receipts and everything that you did stay as they are.\n\nThe reason:\n{{detail}}\n\nIf this is not right, please turn to the administrators:\n{{link}}',
  ],
  'letter.ACCOUNT_RESTORED.subject': ['您的账户已恢复', 'Your account is restored'],
  'letter.ACCOUNT_RESTORED.text': [
    '您好：\n\n{{time}}（北京时间），平台恢复了您的红创账户，您的角色和单位身份照旧有效。请重新登录：\n{{link}}\n\n说明：\n{{detail}}',
    'Hello,\n\nat {{time}} (Beijing time) your Hongchuang account was restored. Your roles and memberships count again. Please sign in:\n{{link}}\n\nWhat was said about it:\n{{detail}}',
  ],
  'letter.ACCOUNT_SIGNED_OUT.subject': ['您的账户已在所有设备上退出', 'Your account was signed out everywhere'],
  'letter.ACCOUNT_SIGNED_OUT.text': [
    '您好：\n\n{{time}}（北京时间），平台管理员让您的红创账户在所有设备上退出了登录。请重新登录；如果怀疑密码被别人知道，请改密码：\n{{link}}\n\n原因：\n{{detail}}',
    'Hello,\n\nat {{time}} (Beijing time) an administrator signed your Hongchuang account out on all devices. Please sign in again, and change the password if somebody else may know it:\n{{link}}\n\nThe reason:\n{{detail}}',
  ],
  'addressChange.same': ['这就是您现在的邮箱。', 'This is your address already.'],
  'addressChange.tooMany': [
    '一天内最多申请 {{max}} 次更换邮箱，请明天再试。',
    'You can ask for at most {{max}} changes of the address a day; please try again tomorrow.',
  ],
  'addressChange.none': ['没有等待确认的邮箱更换。', 'No change of the address waits.'],
  'factorRemoval.none': ['没有等待执行的两步验证移除。', 'No removal of the second factors waits.'],
  'letter.ADDRESS_NEW.subject': ['请确认您的新邮箱', 'Please confirm your new address'],
  'letter.ADDRESS_NEW.text': [
    '您好：\n\n有人申请把一个红创账户的邮箱换成这个地址。如果是您，请登录那个账户，再打开下面的链接确认：\n{{link}}\n\n链接 {{hours}} 小时内有效。原来的邮箱也确认之后，更换才生效。\n\n如果不是您，不必理会：没有您的确认，什么也不会改变。',
    'Hello,\n\nsomebody asked to change the address of a Hongchuang account to this one. If it was you, please sign in to that account and open this link:\n{{link}}\n\nThe link works for {{hours}} hours. The change happens once the old address has confirmed it, too.\n\nIf it was not you, ignore this letter: without your confirmation nothing changes.',
  ],
  'letter.ADDRESS_TAKEN.subject': ['这个邮箱已有红创账户', 'This address has a Hongchuang account already'],
  'letter.ADDRESS_TAKEN.text': [
    '您好：\n\n有人申请把一个红创账户的邮箱换成这个地址，没有成功，因为它已有自己的账户。您的账户没有任何变化。\n\n如果是您，请直接用这个邮箱登录：\n{{link}}',
    'Hello,\n\nsomebody asked to change the address of a Hongchuang account to this one. Nothing comes of it, because this address has an account of its own, about which nothing has changed.\n\nIf it was you, please sign in with this address:\n{{link}}',
  ],
  'letter.ADDRESS_OLD.subject': ['请确认或阻止邮箱更换', 'Please confirm or stop the change of your address'],
  'letter.ADDRESS_OLD.text': [
    '您好：\n\n{{time}}（北京时间），有人登录您的红创账户并输入了密码，申请换用另一个邮箱。打开下面的链接，确认或阻止：\n{{link}}\n\n链接 {{hours}} 小时内有效。没有您的确认，邮箱不会更换。\n\n如果不是您，请马上阻止，并修改密码。',
    'Hello,\n\nat {{time}} (Beijing time) somebody who was signed in to your Hongchuang account and typed its password asked for another address. Please confirm or stop it by this link:\n{{link}}\n\nThe link works for {{hours}} hours. Without your confirmation the address stays.\n\nIf it was not you, please stop it at once and change the password.',
  ],
  'letter.ADDRESS_WAIVED.subject': ['您的邮箱将被更换', 'Your address is about to be changed'],
  'letter.ADDRESS_WAIVED.text': [
    '您好：\n\n您的红创账户申请换用另一个邮箱，并称这个邮箱已无人使用。两位平台管理员同意不再等它确认：从 {{time}}（北京时间）起 {{wait}} 小时后更换。\n\n如果您仍在使用这个邮箱，请马上打开下面的链接阻止：\n{{link}}',
    'Hello,\n\nyour Hongchuang account asked for another address, and said that nobody reads this one any more. Two administrators agreed not to wait for its confirmation: the change happens {{wait}} hours after {{time}} (Beijing time).\n\nIf you do read this address, please stop the change at once:\n{{link}}',
  ],
  'letter.ADDRESS_CHANGED.subject': ['您的邮箱已更换', 'Your address was changed'],
  'letter.ADDRESS_CHANGED.text': [
    '您好：\n\n{{time}}（北京时间），您的红创账户换了邮箱：从现在起用新的邮箱登录，信件也寄到新的邮箱。\n\n如果不是您，请马上联系平台管理员：\n{{link}}',
    'Hello,\n\nat {{time}} (Beijing time) your Hongchuang account got its new address. From now on you sign in with it, and letters go there.\n\nIf it was not you, please tell an administrator at once:\n{{link}}',
  ],
  'letter.FACTORS_REMOVAL.subject': ['您的两步验证将被移除', 'Your second factors are about to be removed'],
  'letter.FACTORS_REMOVAL.text': [
    '您好：\n\n有人向平台说明：您的手机丢了，恢复码也没有了。两位管理员同意移除您账户的两步验证：从 {{time}}（北京时间）起 {{wait}} 小时后执行。之后只用密码就能登录，所有设备都会退出。\n\n如果不是您提出的，或者您找到了手机，请马上打开下面的链接阻止，或者登录一次：\n{{link}}',
    'Hello,\n\nsomebody told the platform that you lost your phone and have no recovery codes. Two administrators agreed to remove the second factors of your account: it happens {{wait}} hours after {{time}} (Beijing time). The password alone is enough to sign in then, and all devices are signed out.\n\nIf you did not ask for it, or have found your phone, please stop it at once by this link, or sign in:\n{{link}}',
  ],
  'letter.PHONE_CHANGED.subject': ['您账户的手机号已更改', 'The telephone number of your account was changed'],
  'letter.PHONE_CHANGED.text': [
    '您好：\n\n{{time}}（北京时间），您的红创账户添加、更换或移除了手机号。如果是您，什么也不必做。\n\n如果不是您，请马上修改密码，让其他设备退出，并移除不认识的手机号：\n{{link}}',
    'Hello,\n\nat {{time}} (Beijing time) a telephone number was added to your Hongchuang account, replaced or removed. If it was you, there is nothing to do.\n\nIf it was not you, please change the password at once, sign other devices out and remove a number that is not yours:\n{{link}}',
  ],
  'letter.UNIT_GIVEN.subject': ['您成为了单位负责人', 'You are the owner of a unit'],
  'letter.UNIT_GIVEN.text': [
    '您好：\n\n{{time}}（北京时间）起，您是“{{detail}}”在红创的负责人：可以修改单位资料、邀请和移除成员、指定其他负责人。\n{{link}}\n\n如果您不知道这件事，请联系平台管理员。',
    'Hello,\n\nsince {{time}} (Beijing time) you are the owner of “{{detail}}” at Hongchuang: you edit the unit, invite and remove members and name further owners.\n{{link}}\n\nIf you know nothing of this, please turn to an administrator.',
  ],
  'letter.UNIT_OWNER_CHANGED.subject': ['单位负责人已变更', 'The owner of your unit has changed'],
  'letter.UNIT_OWNER_CHANGED.text': [
    '您好：\n\n{{time}}（北京时间），“{{detail}}”在红创换了负责人。单位的其他一切照旧；成员名单在这里：\n{{link}}\n\n如果您认为不对，请联系单位的同事或平台管理员。',
    'Hello,\n\nat {{time}} (Beijing time) “{{detail}}” got another owner at Hongchuang. Nothing else of the unit has changed; its members are listed here:\n{{link}}\n\nIf this is not right, please turn to your colleagues or to an administrator.',
  ],
  'letter.ACCOUNT_CLOSED.subject': ['您的账户已注销', 'Your account is closed'],
  'letter.ACCOUNT_CLOSED.text': [
    '您好：\n\n{{time}}（北京时间），您的红创账户注销了。今后不能再登录；您的称呼、邮箱和留言不再出现。捐赠的金额和收据编号保留在账簿里，收据上的姓名依会计档案的规定另行加密保存。\n\n如果不是您本人注销的，请联系平台管理员：\n{{link}}',
    'Hello,\n\nat {{time}} (Beijing time) your Hongchuang account was closed. Nobody can sign in to it, and your name, address and messages no longer appear. The amounts of gifts and the numbers of receipts stay in the ledger; the name on a receipt is kept apart and encrypted, as the rules for accounting records demand.\n\nIf it was not you, please tell an administrator:\n{{link}}',
  ],
  'signIn.secondFactor': [
    '密码正确。请再输入验证器中的六位数字，或一个恢复码。',
    'The password is right. Please also type the six digits of your authenticator app, or a recovery code.',
  ],
  'signIn.challengeOver': [
    '等待验证码的时间已过，请重新登录。',
    'The time for the code is over; please sign in again.',
  ],
  'session.IDLE': [
    '您有一段时间没有操作，登录已结束。请重新登录。',
    'You were signed out because nothing was done for a while. Please sign in again.',
  ],
  'session.OVER': ['登录的时限已到。请重新登录。', 'Your session is over. Please sign in again.'],
  'identity.proofRequired': [
    '这一步需要您在最近 {{minutes}} 分钟内验证过身份。请再次验证后继续。',
    'This step needs that you proved who you are within the last {{minutes}} minutes. Please do so again and go on.',
  ],
  'identity.oneProof': ['请在密码、验证码、通行密钥中只用一种。', 'Give one of the password, a code and a passkey.'],
  'secondFactor.wrong': [
    '验证码不正确，或已经用过。请等验证器显示下一个再试。',
    'The code is not right or was used already. Please wait for the next one and try again.',
  ],
  'secondFactor.notStarted': [
    '没有正在设置的验证器，请从头开始。',
    'No authenticator app is being set up; please start again.',
  ],
  'secondFactor.tooMany': [
    '最多可以有 {{max}} 个验证器，请先移除一个。',
    'An account has at most {{max}} authenticator apps; please remove one first.',
  ],
  'secondFactor.demanded': [
    '您的平台角色需要两步验证。请先在“我的账户”里添加验证器或通行密钥。',
    'Your platform role needs a second factor. Please add an authenticator app or a passkey on your account page first.',
  ],
  'passkey.tooMany': [
    '最多可以有 {{max}} 个通行密钥，请先移除一个。',
    'An account has at most {{max}} passkeys; please remove one first.',
  ],
  'passkey.unreadable': [
    '无法识别浏览器给出的通行密钥，请重试。',
    'What the browser gave for a passkey cannot be read; please try again.',
  ],
  'passkey.refused': [
    '这种通行密钥不能使用，请换一台设备或一种方式。',
    'This kind of passkey cannot be used; please take another device or way.',
  ],
  'passkey.late': ['等待通行密钥的时间已过，请重试。', 'The time for the passkey is over; please try again.'],
  'passkey.known': ['这个通行密钥已经添加过了。', 'This passkey was added already.'],
  'passkey.unknown': [
    '这个通行密钥不属于任何可用的账户。请换一个，或用密码登录。',
    'This passkey belongs to no account here. Please take another one, or sign in with the password.',
  ],
  'password.guessable.common': [
    '这个密码太常见，别人几次就能猜到。请换一个，例如几个不相干的词连在一起。',
    'This password is too common and quickly guessed. Please take another one, such as some unrelated words in a row.',
  ],
  'password.guessable.repeat': [
    '这个密码是重复的字符，很容易猜到。请换一个，例如几个不相干的词连在一起。',
    'This password repeats itself and is easily guessed. Please take another one, such as some unrelated words in a row.',
  ],
  'password.guessable.pattern': [
    '这个密码是键盘或数字的顺序，很容易猜到。请换一个，例如几个不相干的词连在一起。',
    'This password follows the keyboard or a sequence and is easily guessed. Please take another one, such as some unrelated words in a row.',
  ],
  'password.guessable.date': [
    '这个密码是一个日期，很容易猜到。请换一个，例如几个不相干的词连在一起。',
    'This password is a date and is easily guessed. Please take another one, such as some unrelated words in a row.',
  ],
  'password.guessable.personal': [
    '这个密码含有您的称呼或邮箱，很容易猜到。请换一个，例如几个不相干的词连在一起。',
    'This password contains a name or your address and is easily guessed. Please take another one, such as some unrelated words in a row.',
  ],
  'password.guessable.simple': [
    '这个密码太简单，很容易猜到。请加长一些，例如几个不相干的词连在一起。',
    'This password is too simple and easily guessed. Please make it longer, such as some unrelated words in a row.',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof identityMessages, true> {}
}
