import { execute, parse, type GraphQLSchema } from 'graphql';
import type { Services } from '../../context.js';
import { sendText } from '../responses.js';
import type { Handler } from '../server.js';
import { strangerContext } from '../stranger.js';

/** Pages for one person or for work, which no search engine needs. */
const NOT_FOR_SEARCH = [
  '/account',
  '/admin',
  '/exports/',
  '/graphql',
  '/invitations/',
  '/pledges/',
  '/receipts/',
  '/review',
  '/sign-in',
  '/sign-up',
  '/treasury',
  '/work',
];

/** `GET /robots.txt`. */
export const serveRobots =
  ({ env: { publicUrl } }: Services): Handler =>
  (_, response) =>
    sendText(
      response,
      200,
      [
        'User-agent: *',
        ...NOT_FOR_SEARCH.map((path) => `Disallow: ${path}`),
        `Sitemap: ${publicUrl}/sitemap.xml`,
        '',
      ].join('\n'),
    );

const PAGES = [
  '/',
  '/projects',
  '/campaigns',
  '/books',
  '/impact',
  '/receipts',
  '/proof',
  '/help',
  '/about',
  '/contact',
  '/terms',
  '/privacy',
  '/developers',
];

const PUBLIC_ADDRESSES = parse(`query PublicAddresses($after: String) {
  projects(first: 100, after: $after) {
    edges { node { slug organization { id } } }
    pageInfo { hasNextPage endCursor }
  }
  campaigns(first: 100) { edges { node { id } } }
}`);

interface Addresses {
  projects: {
    edges: { node: { slug: string; organization: { id: string } } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
  /** The newest ones. */
  campaigns: { edges: { node: { id: string } }[] };
}

/** What the format of sitemaps allows in one file. */
const MAX_ADDRESSES = 50_000;
const KEPT_MS = 600_000;

async function listAddresses(services: Services, schema: GraphQLSchema): Promise<string[]> {
  const found = new Set(PAGES);
  for (let after: string | null = null; found.size < MAX_ADDRESSES - 200;) {
    const { data, errors } = await execute({
      schema,
      document: PUBLIC_ADDRESSES,
      variableValues: { after },
      contextValue: strangerContext(services, 'zh-CN'),
    });
    if (errors) throw new Error(`the addresses cannot be listed: ${errors[0]?.message}`);
    const { projects, campaigns } = data as unknown as Addresses;
    for (const { node } of campaigns.edges) found.add(`/campaigns/${node.id}`);
    for (const { node } of projects.edges) {
      found.add(`/projects/${node.slug}`);
      found.add(`/organizations/${node.organization.id}`);
    }
    after = projects.pageInfo.endCursor;
    if (!projects.pageInfo.hasNextPage) break;
  }
  return [...found];
}

/** `GET /sitemap.xml`: the addresses of all public projects, of the units that run them and of the newest campaigns, read every ten minutes. */
export function serveSitemap(services: Services, schema: GraphQLSchema): Handler {
  const { clock, env } = services;
  let kept: { at: number; text: Promise<string> } | undefined;
  const write = async () => {
    const urls = (await listAddresses(services, schema)).map((path) => `<url><loc>${env.publicUrl}${path}</loc></url>`);
    return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`;
  };
  return async (_, response) => {
    const now = clock.now().getTime();
    if (kept === undefined || Math.abs(now - kept.at) > KEPT_MS) {
      const text = write();
      kept = { at: now, text };
      text.catch(() => {
        kept = undefined;
      });
    }
    return sendText(response, 200, await kept.text, 'application/xml; charset=utf-8');
  };
}
