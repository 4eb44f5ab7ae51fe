import type { StandInOrder } from './orders.js';

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const WORDS = {
  OPEN: '<form method="post"><button>确认支付 · Pay</button></form>',
  PAID: '<p class="done">已支付（测试） · Paid (test)</p>',
  CLOSED: '<p>订单已关闭 · This order is closed</p>',
} as const;

/** The page on which a person pays at the test provider. It says that no money moves. */
export const cashierPage = (
  { by, subject, amountFen }: StandInOrder,
  state: StandInOrder['state'],
): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>测试支付机构 Test provider</title>
<style>body{font:18px/1.6 system-ui,sans-serif;max-width:26rem;margin:2rem auto;padding:0 1rem;color:#1f1f1f;background:#fff}
.test{border:2px dashed #a61d24;color:#a61d24;padding:.5rem 1rem;border-radius:8px}
strong{font-size:2rem}button{font:inherit;width:100%;padding:.8rem;border:0;border-radius:8px;background:#a61d24;color:#fff}
.done{color:#135200}</style></head>
<body><p class="test">测试支付机构：不会扣款。<br>Test provider: no money moves.</p>
<h1>${by === 'WECHAT' ? '微信支付 WeChat Pay' : '支付宝 Alipay'}</h1>
<p>${escaped(subject)}</p><p><strong>¥${(amountFen / 100).toFixed(2)}</strong></p>
${WORDS[state]}</body></html>`;
