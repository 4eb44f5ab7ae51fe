import { MovementKind } from './statement.enums.js';

/** What Chinese banks write on such lines. Treasurers' decisions add to it. */
export const SEED_WORDS: Readonly<Record<MovementKind, readonly string[]>> = {
  [MovementKind.BANK_CHARGE]: [
    '手续费', '账户管理费', '帐户管理费', '账户维护费', '账户服务费', '账户年费', '小额账户', '账户费', '短信费', '短信服务费', '短信通知费', '短信提醒费', '短信息费',
    '回单费', '回单打印费', '回单柜费', '回单箱费', '对账单费', '工本费', '凭证费', '支票费', '汇划费', '汇款费', '转账费', '电汇费', '邮电费', '网银服务费', '网银年费', '网银费',
    '企业网银费', '证书费', '数字证书', 'U盾费', 'UKEY', 'USBKEY', '结算费', '结算服务费', '代发费', '代收费', '收单费', '询证函费', '资信证明费', '证明费', '开户费', '年费', '月费', '收费项目',
    'BANK CHARGE', 'SERVICE CHARGE', 'SERVICE FEE', 'HANDLING FEE', 'ACCOUNT FEE', 'MAINTENANCE FEE', 'SMS FEE', 'WIRE FEE', 'TRANSFER FEE', 'COMMISSION',
  ],
  [MovementKind.INTEREST_RECEIVED]: ['结息', '利息', '存款利息', '定期存款利息', '活期利息', '季度结息', '批量结息', '计息', '付息', '派息', '利息税', 'INTEREST'],
  [MovementKind.OWN_TRANSFER]: [
    '转存', '定期存款转存', '定期转存', '转定期', '定期转活期', '活期转定期', '定活互转', '转通知存款', '通知存款', '存入定期', '定期支取', '定期到期', '协定存款', '内部转账', '内部划转', '账户间划转',
    '账户间转账', '账户互转', '本单位账户', '本单位转账', '同名转账', '同名划转', '同户名', '同名账户', '资金归集', '资金划拨', '归集款', '资金下拨', '基本户', '调拨',
    'OWN ACCOUNT', 'INTERNAL TRANSFER', 'FIXED DEPOSIT', 'TERM DEPOSIT',
  ],
};
