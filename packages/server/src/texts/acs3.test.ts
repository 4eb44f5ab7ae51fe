import { expect, it } from 'vitest';
import { signAcs3 } from './acs3.js';

// The worked example in Alibaba Cloud's description of signature version 3 ("fixed parameter values").
it('signs the worked example of the provider as the provider does', () => {
  const { query, headers } = signAcs3(
    {
      host: 'ecs.cn-shanghai.aliyuncs.com',
      action: 'RunInstances',
      version: '2014-05-26',
      query: { RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' },
      at: new Date('2023-10-26T10:22:32Z'),
      nonce: '3156853299f313e23d1673dc12e1703d',
    },
    { id: 'YourAccessKeyId', secret: 'YourAccessKeySecret' },
  );
  expect(query).toBe('ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai');
  expect(headers.authorization).toBe(
    'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,' +
      'SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,' +
      'Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  );
});

it('encodes what forms would leave as it is', () => {
  const { query } = signAcs3(
    {
      host: 'x',
      action: 'A',
      version: '1',
      query: { b: `{"code":"1"} *'()!~`, a: '红 创+' },
      at: new Date(0),
      nonce: 'n',
    },
    { id: 'i', secret: 's' },
  );
  expect(query).toBe('a=%E7%BA%A2%20%E5%88%9B%2B&b=%7B%22code%22%3A%221%22%7D%20%2A%27%28%29%21~');
});
