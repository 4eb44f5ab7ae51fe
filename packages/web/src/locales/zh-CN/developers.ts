export default {
  title: '开发者',
  face: '红创的公开 GraphQL 接口：第一次请求、示例、错误代码、限制、重复请求、实时数字和 Webhook。',
  lead: '本站网页和您的程序使用同一个公开接口。文件通过各自的地址上传和下载。读取公开数据不需要账号，也不需要密钥。',
  begin: `## 怎样开始

- 地址是本站的 \`/graphql\`。用 \`POST\` 发送 JSON：\`query\`，需要时加上 \`variables\`。
- 金额以整数“分”计（10000 即 ¥100.00），时间是 UTC，编号是 UUID。
- 列表分页：先取 \`first\` 条；\`hasNextPage\` 为 true 时，再用 \`after: endCursor\` 取下一页。
- \`accept-language\` 决定提示的语言：\`zh-CN\` 或 \`en\`。
- 接口可以自省（introspection），GraphiQL 等工具和代码生成器能读到每个类型、字段和参数的说明。
- 服务器不发送 CORS 头，其他网站的网页不能直接调用。请从您的服务器调用，或嵌入项目的实时小窗。`,
  first: '第一次请求（SERVER 是本站地址）',
  examples: {
    title: '示例',
    lead: '请把代表您的值的大写词换掉，例如 PROJECT_ID。',
    variables: '变量',
    projects: { title: '正在筹款的项目', text: '公开的项目列表，金额是此刻的。' },
    project: {
      title: '一个项目和它的阶段',
      text: 'slug 是项目网址的最后一段。捐款时需要隐私说明的版本和最低金额。',
    },
    give: {
      title: '访客捐款',
      text: '银行转账时必须在附言中写上返回的备注码。捐款人须已阅读这一版隐私说明。',
    },
    receipt: { title: '查验收据', text: '持有号码的人都可以查验。没有这张收据时返回 null。' },
    progress: {
      title: '实时进度',
      text: '订阅用同一地址的 WebSocket，协议是 graphql-transport-ws（可用 graphql-ws 库）。先发来当前状态，之后每次变化在一秒内发来。',
    },
  },
  errors: {
    title: '被拒绝的请求',
    lead: '被拒绝的请求带有 errors。程序请判断 extensions.code，它不会变；message 是给人看的。extensions.field 指出是哪个输入。',
    codes: {
      BAD_USER_INPUT: '某个值格式不对或超出范围，或者查询本身无效。',
      UNAUTHENTICATED: '请先登录，或登录信息不对。',
      FORBIDDEN: '已登录，但没有权限。',
      NOT_FOUND: '不存在，或您不能查看。',
      INVALID_STATE: '请求没错，但当前状态不允许。',
      CONFLICT: '已被占用，或同一个幂等键用在了不同的内容上。',
      LIMIT_EXCEEDED: '太多或太频繁。有 extensions.retryAfterSeconds 时，请等待这么多秒。',
      UNAVAILABLE: '服务器暂时不能回应。请用同一个键再发送同样的请求。',
    },
  },
  rules: `## 重复请求

许多会留下记录的操作可以带 \`idempotencyKey\`。每要记录一件事，就选一个新的键，并保留到收到回应为止。回应丢失时，用同一个键再发送同样的请求：只会记录一次，您会得到已记录的内容。每个输入的说明写明是否有这样的键。同一个键配上不同的内容，会被 \`CONFLICT\` 拒绝。

## 限制

- 每页最多 {{page}} 条。
- 查询最多 {{characters}} 个字符，字段最多 {{depth}} 层。较长的内容请用变量传递。
- 一次不能查询太多数据。请减少每页条数或字段。
- 有些操作按网络或账号限制次数，例如搜索和注册。拒绝时会说明何时再试，\`Retry-After\` 头也会说明。

## 登录

\`signIn\` 会设置脚本读不到的会话 Cookie，HTTP 和 WebSocket 都接受它。请保存每次回应中的 Cookie。涉及资金、角色和个人信息的操作，可能要求再次证明本人。

## Webhook

单位所有者在工作台的单位页面登记一个 https 地址。之后服务器会发送该单位项目的公开事实，按 Standard Webhooks 1.0 规范签名：项目的状态变化、到账的捐款、阶段通过核验或已拨付。同一条消息可能送达两次，请按 \`webhook-id\` 去重。请在 15 秒内以 200 至 299 的状态回应；否则会再次发送。`,
};
