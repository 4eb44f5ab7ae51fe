import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import type { RequestContext, Services } from '../../context.js';
import { DomainError } from '../../errors.js';
import type { Handler } from '../../http/server.js';
import { createRequestContext } from '../../http/request-context.js';
import { refuseTooMany } from '../../http/refuse-too-many.js';
import { sendText } from '../../http/responses.js';
import { LANGUAGES, translate, type Language } from '../../messages/index.js';
import { publicCodeOf, publicNameOf } from '../organizations/index.js';
import { donorCertificate, sponsorCertificate } from './certificate.paper.js';
import { loadFace } from './font.js';
import { RECEIPT_NUMBER } from '../pledges/index.js';
import type { Paper } from './paper.js';
import { findGiftFacts, findSponsorFacts, findUnitOfStatement } from './printouts.queries.js';
import { findReleaseFacts } from './release-facts.js';
import { releasePaper } from './release.paper.js';
import { receiptPaper } from './receipt.paper.js';
import type { StatementPaper } from './statement.paper.js';
import { beginStatement, LINES_AT_ONCE, statementFile } from './statement.print.js';
import { readStatement, type GiverName, type StatementScope } from './statement.queries.js';
import { isStaff, record, type Act } from '../trace/index.js';
import { paperOpened } from './printouts.trace.js';

/**
 * Number of papers that are printed at the same time. Each paper uses a processor for some milliseconds, and a long
 * statement for seconds.
 */
const AT_ONCE = 4;

/** A paper that the viewer may have: its file name, and how it is sent. */
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

// The browser opens the paper inline. When the reader saves it, it gets this name.
const headers = (file: string) => ({
  'content-type': 'application/pdf',
  'content-disposition': `inline; filename="${file}"`,
  'cache-control': 'private, no-store',
});

const printReceipt: Print = async (context, number = '') => {
  const gift = await findGiftFacts(context, number);
  return gift && whole(`${number}.pdf`, receiptPaper(await loadFace(), context.language, gift));
};

/** A refunded gift has no certificate. */
const printCertificate: Print = async (context, number = '') => {
  const gift = await findGiftFacts(context, number);
  return gift && gift.void === null
    ? whole(`${number}-certificate.pdf`, donorCertificate(await loadFace(), context.language, gift))
    : null;
};

const printSponsor: Print = async (context, organizationId = '', slug = '') => {
  const sponsor = await findSponsorFacts(context, organizationId, slug);
  return sponsor && whole(`sponsor-${slug}.pdf`, sponsorCertificate(await loadFace(), context.language, sponsor));
};

/** The order that pays a stage, for those who see orders. */
const printRelease: Print = async (context, milestoneId = '') => {
  const release = await findReleaseFacts(context, milestoneId);
  return release && whole(`release-${release.number}.pdf`, releasePaper(await loadFace(), context.language, release));
};

const printOwnStatement: Print = async (context, year = '') =>
  context.viewer &&
  statement(
    context,
    { giver: { userId: context.viewer.userId }, year: Number(year) },
    { name: context.viewer.name, code: null },
  );

const printUnitStatement: Print = async (context, organizationId = '', year = '') => {
  const unit = await findUnitOfStatement(context, organizationId);
  return (
    unit &&
    statement(
      context,
      { giver: { organizationId }, year: Number(year) },
      {
        name: publicNameOf(unit),
        code: publicCodeOf(unit),
      },
    )
  );
};

const statement = (context: RequestContext, scope: StatementScope, giver: GiverName): Printout => ({
  file: statementFile(scope),
  send: (response) =>
    context.db.snapshot(async (manager) => {
      let printed: StatementPaper;
      try {
        printed = await beginStatement(context, manager, scope, giver);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return sendText(response, 500, translate(context.language, error.key));
      }
      response.writeHead(200, headers(statementFile(scope)));
      printed.paper.pdf.pipe(response);
      for await (const lines of readStatement(manager, scope, LINES_AT_ONCE)) {
        if (response.destroyed) return;
        printed.write(lines);
        // Other requests run between two batches.
        await turn();
      }
      printed.end();
    }),
});

const YEAR = '(20\\d\\d)';
const ID = '([0-9a-f-]{36})';
const NUMBER = `(${RECEIPT_NUMBER.source.slice(1, -1)})`;
const SLUG = '([a-z0-9-]{1,80})';

/** The papers by their addresses, without `/exports/` and `.pdf`. */
const PRINTS: readonly (readonly [RegExp, Print])[] = [
  [new RegExp(`^receipts/${NUMBER}$`), printReceipt],
  [new RegExp(`^certificates/${NUMBER}$`), printCertificate],
  [new RegExp(`^sponsors/${ID}/${SLUG}$`), printSponsor],
  [new RegExp(`^releases/${ID}$`), printRelease],
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

/** What the trace says of a paper: its kind, and the receipt, the stage or the unit that it is of. */
function paperOf(path: string): Act {
  const [, , kind = '', of = ''] = path.replace(/\.pdf$/, '').split('/');
  return { subject: of, after: { paper: kind } };
}

/** A link cannot set a header, so the page adds its language as `?lang=`. Any other value is ignored. */
function askedLanguage(query: string): Language | undefined {
  const asked = new URLSearchParams(query).get('lang');
  return LANGUAGES.find((language) => language === asked);
}

/**
 * `GET /exports/{receipts,certificates,sponsors,releases,statements}/….pdf` sends papers in the language of `?lang=`, or else of
 * the header.
 */
export function printoutRoutes(services: Services): Readonly<Record<string, Handler>> {
  let running = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const asker = await createRequestContext(services, request, () => undefined);
    const context = { ...asker, language: askedLanguage(query) ?? asker.language };
    if (refuseTooMany(context, response, 'paper.network')) return;
    if (running >= AT_ONCE) return sendText(response, 503, translate(context.language, 'paper.busy'));
    running += 1;
    try {
      const printout = request.method === 'GET' ? await find(context, path) : null;
      if (printout !== null && isStaff(context))
        await context.db.transact(async (tx) => record(tx, context, paperOpened, paperOf(path)));
      await (printout === null
        ? sendText(response, 404, translate(context.language, 'notFound'))
        : printout.send(response));
    } finally {
      running -= 1;
    }
  };
  return Object.fromEntries(
    ['receipts', 'certificates', 'sponsors', 'releases', 'statements'].map((kind) => [`/exports/${kind}/`, serve]),
  );
}
