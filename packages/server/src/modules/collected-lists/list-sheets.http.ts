import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeXlsxStream } from 'hucre/xlsx';
import type { RequestContext, Services } from '../../context.js';
import { findRows } from '../../db/rows.js';
import { createRequestContext } from '../../http/request-context.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { translate } from '../../messages/index.js';
import { DonorCategory } from '../pledges/index.js';
import { CollectedListRow } from './collected-list.entity.js';
import { findOwnList } from './collected-lists.access.js';

const PATH = '/exports/collected-lists';
const SOME = 500;

/** The words of a list's file are Chinese in any language, because offices pass the file on. The upload reads them. */
const HEADER = ['姓名', '金额（元）', '类别', '日期', '备注'];
const WORDS: Readonly<Record<DonorCategory, string>> = {
  [DonorCategory.MEMBER]: '党员',
  [DonorCategory.APPLICANT]: '入党申请人',
  [DonorCategory.YOUTH_LEAGUE]: '团员',
  [DonorCategory.NON_PARTY]: '党外人士',
  [DonorCategory.PUBLIC]: '群众',
  [DonorCategory.NOT_STATED]: '',
};

type Cells = (string | number | Date | null)[];

async function* giftsOf({ db }: RequestContext, listId: string): AsyncGenerator<Cells> {
  for (let after = ''; ;) {
    const rows = await findRows(
      db.read,
      CollectedListRow,
      `list_id = ? AND left_out IS NULL AND id > ? ORDER BY id LIMIT ${SOME}`,
      [listId, after],
    );
    for (const { name, amountFen, category, givenOn, note } of rows)
      yield [
        name,
        amountFen === null ? null : amountFen / 100,
        category === null ? null : WORDS[category],
        givenOn === null ? null : new Date(`${givenOn}T00:00:00Z`),
        note,
      ];
    if (rows.length < SOME) return;
    after = rows.at(-1)!.id;
  }
}

/**
 * `GET /exports/collected-lists/template.xlsx` sends an empty list, and `GET /exports/collected-lists/<id>.xlsx` the
 * gifts of a list in the same layout, to those who keep it.
 */
export function listSheetRoutes(services: Services): Readonly<Record<string, Handler>> {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const context = await createRequestContext(services, request, () => undefined);
    const name = /\/([^/?]+)\.xlsx(?:\?|$)/.exec(request.url ?? '')?.[1] ?? '';
    const isTemplate = name === 'template' && context.viewer !== null;
    const list = isTemplate ? null : await findOwnList(context, name);
    if (request.method !== 'GET' || (!isTemplate && list === null))
      return sendText(response, 404, translate(context.language, 'notFound'));
    response.writeHead(200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="hongchuang-list-${isTemplate ? 'template' : name}.xlsx"`,
      'cache-control': 'private, no-store',
    });
    const sheet = writeXlsxStream(list === null ? noGifts() : giftsOf(context, list.id), {
      name: '捐款名单',
      columns: HEADER.map((header, index) => ({
        header,
        width: index === 4 ? 30 : 16,
        ...(index === 1 && { numFmt: '0.00' }),
        ...(index === 3 && { numFmt: 'yyyy-mm-dd' }),
      })),
      freezePane: { rows: 1 },
    });
    await pipeline(Readable.fromWeb(sheet as never), response).catch((error: unknown) => {
      // A reader that disconnects ends the query.
      if (!response.destroyed) throw error;
    });
  };
  return { [PATH]: serve };
}

async function* noGifts(): AsyncGenerator<Cells> {
  // The template has only its header.
}
