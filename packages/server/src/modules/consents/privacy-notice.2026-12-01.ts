/** The privacy notice, in Chinese and in English. A published text never changes: a new one gets a new version. */
export const notice20261201 = {
  version: '2026-12-01',
  zh: `# 红创个人信息处理告知

本告知说明红创平台处理哪些个人信息、为什么处理、保存多久、您有哪些权利。平台由您所在城市公布的运营单位运营；运营单位是个人信息处理者，其联系方式由城市公布。

## 我们处理什么

- **账户**：称呼、邮箱、密码的摘要、登录中的设备、两步验证，以及您自愿添加的手机号。用于让您本人登录，并把与您有关的事告诉您；手机号用于就您以单位名义的认捐与您联系，不能用来登录。
- **捐赠**：署名、金额、时间、留言；未登录捐赠时还有您自愿填写的手机号和邮箱。用于记录捐赠、开具收据、核对款项时联系您；邮箱只用于告诉您这笔捐赠的进展。
- **银行流水**：付款人户名、账号、附言。用于核对汇款属于哪一笔捐赠、原路退款。
- **单位工作**：您以单位成员或平台工作人员身份所作的操作。用于证明谁作了什么决定。
- **凭证文件**：项目单位上传的照片、表格等，其中可能出现受助人。

## 谁能看到

- 捐赠到账后，署名、金额和留言向公众公开；选择匿名时署名显示为“爱心人士”。
- 手机号和未登录捐赠人的邮箱从不公开，加密保存；手机号只有出纳为核对款项可以查看，每次查看都有记录。
- 银行流水只有出纳、管理员和审计员可以查看，每次查看都有记录。
- 除发送邮件和短信的服务商、办理退款的银行、您选用的支付机构外，个人信息不提供给平台以外的任何人，也不出境。

## 法律依据

处理账户和捐赠信息，是履行您要求的服务和捐赠合同所必需（《个人信息保护法》第十三条第一款第二项）；收据、账簿和操作记录，是履行法定职责和义务所必需（同款第三项）。手机号和未登录捐赠人的邮箱由您自愿填写（同款第一项），可以不填；账户里的手机号可以随时移除，邮件可以用其中的链接随时停止，邮箱随即删除。

## 保存多久

账户信息保存到您注销账户，账户里的手机号保存到您移除它。未付款的捐赠失效 90 天后，删除手机号和邮箱；已付款的，三年后删除。捐赠的金额、日期、收据编号永久保存在不可更改的账簿中，账簿里没有姓名。收据上的姓名依会计档案的规定保存 30 年，与其他信息分开加密保存。

## 您的权利

您可以在“我的账户”里查看和更正称呼、下载我们保存的关于您的全部信息、注销账户。注销后不能再登录，您的称呼、邮箱、留言在所有页面和今后的纸质材料上都不再出现。未登录捐赠的，可凭收据编号请运营单位更正或删除。

您可以随时撤回同意；撤回不影响此前的处理。对处理有异议的，可以向运营单位或网信部门投诉。

## 变更

告知变更时会有新的版本号，并在您下次访问时再次请您阅读和同意。
`,
  en: `# How Hongchuang handles personal data

This notice says which personal data the platform processes, why, for how long, and which rights you have. The platform is run by the operator that your city has published, who is the processor of personal data; the city publishes how to reach it.

## What we process

- **Your account**: name, e-mail address, a digest of the password, the devices that are signed in, second factors, and a telephone number that you may add. To let you, and nobody else, sign in, and to tell you what concerns you; the number to reach you about gifts that you make in the name of a unit, and not to sign in.
- **Gifts**: the name you give under, amount, time, message; of guests also the telephone number and the mail address that they may leave. To record the gift, to write its receipt, and to reach you about a payment; the mail address only to tell you what becomes of the gift.
- **Bank statements**: name, account and remark of payers. To find whose gift a transfer is, and to give money back to where it came from.
- **Work for a unit or for the platform**: what you do as a member or on duty. To prove who decided.
- **Files of evidence**: photographs, lists and the like, which may show helped people.

## Who sees it

- Name, amount and message of a paid gift are public; with an anonymous gift the name is "爱心人士".
- The telephone number and the mail address of a guest are never public and are stored encrypted. Only treasurers can read the number, to clear up a payment, and each look is on record.
- Only treasurers, administrators and auditors see bank statements, and each look is on record.
- Besides the services that send mail and text messages, the bank that pays a refund, and the payment provider that you choose, nobody outside the platform gets personal data, and none leaves the country.

## The legal basis

Accounts and gifts are processed because it is needed for the service and the gift that you ask for (PIPL, article 13, item 2); receipts, books and the record of acts because law demands them (item 3). You leave a telephone number, or a mail address as a guest, of your own will (item 1), and need not; you can remove the number of your account at any time, and the link in each letter ends the mail and deletes the address.

## How long

Account data is kept until you close the account, its telephone number until you remove it. The telephone number and the mail address of a gift that was not paid are deleted 90 days after the gift lapsed, those of a paid one after three years. Amounts, days and receipt numbers stay for ever in a ledger that cannot be changed and holds no names. The name on a receipt is kept for 30 years as the rules for accounting records demand, encrypted and apart from everything else.

## Your rights

On your account page you can see and correct your name, download everything that we hold about you, and close the account. Afterwards nobody can sign in to it, and your name, address and messages appear on no page and on no paper made from then on. Guests can ask the operator to correct or delete their data by the number of a receipt.

You can withdraw your consent at any time; what was done before stays lawful. You can complain to the operator or to the cyberspace administration.

## Changes

A changed notice has a new version, and you are asked to read and accept it at your next visit.
`,
} as const;
