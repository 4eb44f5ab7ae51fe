import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { readBounded } from './bounded-body.js';

it.each([
  ['nothing', null, 10, Buffer.alloc(0)],
  ['as much as is allowed', '0123456789', 10, Buffer.from('0123456789')],
  ['a byte more', '0123456789A', 10, null],
])('reads %s', async (_what, body, most, read) => expect(await readBounded(new Response(body), most)).toEqual(read));

it('closes the connection of a server that never stops sending', async () => {
  const server = createServer((_request, response) => {
    const send = () => {
      while (response.write('x'.repeat(10_000)));
      response.once('drain', send);
    };
    send();
    response.once('close', () => server.close());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(await readBounded(response, 50_000)).toBeNull();
  await once(server, 'close');
});
