import type { RequestContext, Services } from '../../context.js';
import { createRequestContext } from '../../http/request-context.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { LANGUAGES, translate } from '../../messages/index.js';
import { record } from '../trace/index.js';
import { readOwnData, type OwnTable } from './own-data.js';
import { dataExported } from './privacy.trace.js';

const PATH = '/exports/my-data';
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

interface Export {
  readonly madeAt: Date;
  readonly tables: readonly OwnTable[];
}

/** The formats of the export: JSON for programs, and a page for people. */
const FORMATS: Readonly<Record<string, { type: string; write(context: RequestContext, data: Export): string }>> = {
  json: {
    type: 'application/json; charset=utf-8',
    write: (_context, { madeAt, tables }) =>
      `${JSON.stringify(
        {
          format: 'hongchuang own data v1',
          madeAt: madeAt.toISOString(),
          data: Object.fromEntries(tables.map(({ table, rows }) => [table, rows])),
        },
        null,
        2,
      )}\n`,
  },
  html: { type: 'text/html; charset=utf-8', write: writePage },
};

/** `/exports/my-data.json` and `/exports/my-data.html`: everything that is held about the viewer. */
export const ownDataRoutes = (services: Services): Readonly<Record<string, Handler>> => ({
  [PATH]: async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const extension = pathname.slice(PATH.length + 1);
    const format = pathname.startsWith(`${PATH}.`) && Object.hasOwn(FORMATS, extension) ? FORMATS[extension]! : null;
    const asked = await createRequestContext(services, request, () => undefined);
    if (request.method !== 'GET' || format === null || asked.viewer === null)
      return sendText(response, 404, 'Not found');
    const language = LANGUAGES.find((one) => one === searchParams.get('language')) ?? asked.language;
    const context: RequestContext = { ...asked, language };
    const { userId } = asked.viewer;
    const data = await services.db.transact(async (tx): Promise<Export> => {
      record(tx, context, dataExported, { subject: userId, person: userId });
      return { madeAt: tx.now, tables: await readOwnData(context.env, tx.manager, userId) };
    });
    response.writeHead(200, {
      'content-type': format.type,
      'content-disposition': `attachment; filename="hongchuang-my-data.${extension}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    });
    response.end(format.write(context, data));
  },
});

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const inShanghai = (moment: Date): string =>
  new Date(moment.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');

function writePage({ language }: RequestContext, { madeAt, tables }: Export): string {
  const index = language === 'en' ? 1 : 0;
  const say = (key: 'export.title' | 'export.lead' | 'export.nothing' | 'export.elsewhere', params = {}) =>
    escape(translate(language, key, params));
  const cell = (value: string | number | null): string => {
    const isMoment = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value);
    return `<td>${escape(isMoment ? inShanghai(new Date(value)) : String(value ?? ''))}</td>`;
  };
  const sections = tables.map(({ title, columns, rows }) => {
    const head = columns.map(({ words }) => `<th scope="col">${escape(words[index])}</th>`).join('');
    const body = rows.map((row) => `<tr>${columns.map(({ name }) => cell(row[name] ?? null)).join('')}</tr>`);
    return `<h2>${escape(title[index])}</h2>${
      rows.length === 0
        ? `<p>${say('export.nothing')}</p>`
        : `<table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`
    }`;
  });
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${say('export.title')}</title>
<style>body{font-family:sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;display:block;overflow-x:auto}th,td{border:1px solid #999;padding:.3rem .6rem;text-align:left}</style></head>
<body><h1>${say('export.title')}</h1><p>${say('export.lead', { at: inShanghai(madeAt) })}</p>
${sections.join('\n')}
<p>${say('export.elsewhere')}</p></body></html>
`;
}
