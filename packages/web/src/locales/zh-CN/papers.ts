export default {
  receipt: '收据（PDF）',
  certificate: '捐赠证书（PDF）',
  certificateFile: '证书',
  statements: {
    title: '年度对账单',
    lead: '列出当年每一笔捐赠、收据编号、用途和退回，合计与账本一致。',
    year: '{{year}} 年（PDF）',
    file: '捐赠对账单',
    none: '捐赠到账后，这里可以下载年度对账单。',
    noneOfUnit: '单位的捐赠到账后，这里可以下载年度对账单。',
  },
  sponsor: {
    unitTitle: '对账单与证书',
    title: '爱心单位证书',
    lead: '单位资助的每个项目各有一份，可打印悬挂。',
    gifts: '{{count}} 笔，',
    print: '证书（PDF）',
  },
};
