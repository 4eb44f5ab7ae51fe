// Apollo Server 5 alone, on node:http through its integration API: the upper bound of what the layers below the product
// allow.
import { ApolloServer, HeaderMap } from '@apollo/server';
import { createServer } from 'node:http';

const apollo = new ApolloServer({
  typeDefs: 'type Query { hello: String! }',
  resolvers: { Query: { hello: () => 'world' } },
});
await apollo.start();

const readBody = async (request) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
};

const server = createServer(async (request, response) => {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method, headers, search: '', body: await readBody(request) },
    context: async () => ({}),
  });
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.end(answer.body.string);
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
