import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { RequestContext, Services } from '../../context.js';
import type { Handler } from '../../http/server.js';
import { createRequestContext } from '../../http/request-context.js';
import { sendText } from '../../http/responses.js';
import { beginningOf, shanghaiDay, shanghaiYear } from '../../lib/days.js';
import { LANGUAGES, translate, type Language } from '../../messages/index.js';
import { publicNameOf } from '../organizations/index.js';
import { donorCertificate, sponsorCertificate } from './certificate.paper.js';
import { loadFace } from './font.js';
import { RECEIPT_NUMBER } from '../pledges/index.js';
import type { Paper } from './paper.js';
import { findGiftFacts, findSponsorFacts, findUnitOfStatement } from './printouts.queries.js';
import { receiptPaper } from './receipt.paper.js';
import { StatementPaper } from './statement.paper.js';
import { nameOnStatement, readStatement, sumStatement, type StatementScope } from './statement.queries.js';

/** How many papers are printed at once; each keeps a processor busy for some milliseconds, a long statement for seconds. */
const AT_ONCE = 4;

/** A paper that somebody may have: what it is called, and how it is sent. */
interface Printout {
  file: string;
  send(response: ServerResponse): Promise<void>;
}

type Print = (context: RequestContext, ...parts: string[]) => Promise<Printout | null>;

const whole = (file: string, paper: Paper): Printout => ({
  file,
  async send(response) {
    const bytes = await paper.finish();
    response.writeHead(200, { ...headers(file), 'content-length': bytes.length });
    response.end(bytes);
  },
});

// Opened in the browser's reader, and saved under this name from there.
const headers = (file: string) => ({ 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${file}"`, 'cache-control': 'private, no-store' });

const printReceipt: Print = async (context, number = '') => {
  const gift = await findGiftFacts(context, number);
  return gift && whole(`${number}.pdf`, receiptPaper(await loadFace(), context.language, gift));
};

/** Nobody is honoured for a gift that went back. */
const printCertificate: Print = async (context, number = '') => {
  const gift = await findGiftFacts(context, number);
  return gift && gift.void === null ? whole(`${number}-certificate.pdf`, donorCertificate(await loadFace(), context.language, gift)) : null;
};

const printSponsor: Print = async (context, organizationId = '', slug = '') => {
  const sponsor = await findSponsorFacts(context, organizationId, slug);
  return sponsor && whole(`sponsor-${slug}.pdf`, sponsorCertificate(await loadFace(), context.language, sponsor));
};

const printOwnStatement: Print = async (context, year = '') =>
  context.viewer && statement(context, { giver: { userId: context.viewer.userId }, year: Number(year) }, context.viewer.name);

const printUnitStatement: Print = async (context, organizationId = '', year = '') => {
  const unit = await findUnitOfStatement(context, organizationId);
  return unit && statement(context, { giver: { organizationId }, year: Number(year) }, publicNameOf(unit));
};

function statement(context: RequestContext, scope: StatementScope, name: string): Printout {
  const file = `donations-${scope.year}.pdf`;
  // A year that is over is told under the name of then.
  const isOver = scope.year < shanghaiYear(context.clock.now());
  const nameOf = async (manager: EntityManager) => (isOver ? await nameOnStatement(manager, scope) : null) ?? name;
  return {
    file,
    send: (response) => context.db.snapshot(async (manager) => {
      const totals = await sumStatement(manager, scope);
      // A statement that the ledger does not bear out helps nobody; so who asked is told.
      if (totals.different > 0) {
        context.log.error({ year: scope.year, gifts: totals.different }, 'a statement does not equal the ledger');
        return sendText(response, 500, translate(context.language, 'paper.statement.notEqual'));
      }
      const asOf = beginningOf(shanghaiDay(context.clock.now()));
      const printed = new StatementPaper(await loadFace(), context.language, { year: scope.year, name: await nameOf(manager), isUnit: 'organizationId' in scope.giver, asOf, totals });
      response.writeHead(200, headers(file));
      printed.paper.pdf.pipe(response);
      for await (const lines of readStatement(manager, scope, 40)) {
        if (response.destroyed) return;
        printed.write(lines);
        // Others are served between two batches.
        await turn();
      }
      printed.end();
    }),
  };
}

const YEAR = '(20\\d\\d)';
const ID = '([0-9a-f-]{36})';
const NUMBER = `(${RECEIPT_NUMBER.source.slice(1, -1)})`;
const SLUG = '([a-z0-9-]{1,80})';

/** Every paper by its address, without `/exports/` and `.pdf`. */
const PRINTS: readonly (readonly [RegExp, Print])[] = [
  [new RegExp(`^receipts/${NUMBER}$`), printReceipt],
  [new RegExp(`^certificates/${NUMBER}$`), printCertificate],
  [new RegExp(`^sponsors/${ID}/${SLUG}$`), printSponsor],
  [new RegExp(`^statements/${YEAR}$`), printOwnStatement],
  [new RegExp(`^statements/${ID}/${YEAR}$`), printUnitStatement],
];

const find = async (context: RequestContext, path: string): Promise<Printout | null> => {
  const address = /^\/exports\/(.+)\.pdf$/.exec(path)?.[1] ?? '';
  for (const [pattern, print] of PRINTS) {
    const match = pattern.exec(address);
    if (match !== null) return print(context, ...match.slice(1));
  }
  return null;
};

/** A link cannot set a header, so the page that has one says its language in `?lang=`. Anything else there is ignored. */
function askedLanguage(query: string): Language | undefined {
  const asked = new URLSearchParams(query).get('lang');
  return LANGUAGES.find((language) => language === asked);
}

/** `GET /exports/{receipts,certificates,sponsors,statements}/….pdf`: papers, in the language of `?lang=`, else in that of the header. */
export function printoutRoutes(services: Services): Readonly<Record<string, Handler>> {
  let running = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const asker = await createRequestContext(services, request, () => undefined);
    const context = { ...asker, language: askedLanguage(query) ?? asker.language };
    if (running >= AT_ONCE) return sendText(response, 503, translate(context.language, 'paper.busy'));
    running += 1;
    try {
      const printout = request.method === 'GET' ? await find(context, path) : null;
      await (printout === null ? sendText(response, 404, translate(context.language, 'notFound')) : printout.send(response));
    } finally {
      running -= 1;
    }
  };
  return Object.fromEntries(['receipts', 'certificates', 'sponsors', 'statements'].map((kind) => [`/exports/${kind}/`, serve]));
}
