// A server that does only what no server can leave out: it reads a request, parses the body as JSON and responds. The
// benchmark of refusals shows the cost of this server beside a refusal that misses the goal.
import { createServer } from 'node:http';

const ANSWER = '{"errors":[{"message":"no"}]}';

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    try {
      JSON.parse(Buffer.concat(chunks).toString('utf8'));
    } catch {
      // A body that is not JSON has been parsed as well.
    }
    response.writeHead(400, { 'content-type': 'application/json', 'content-length': ANSWER.length });
    response.end(ANSWER);
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
