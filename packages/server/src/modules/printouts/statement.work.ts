import { requireViewer, type RequestContext, type Services } from '../../context.js';
import { badInput, notFound } from '../../errors.js';
import { namesOf } from '../identity/index.js';
import { Organization, publicCodeOf, publicNameOf } from '../organizations/index.js';
import { isStaff, record } from '../trace/index.js';
import { defineFileWork, startFileWork, type Work } from '../works/index.js';
import { findUnitOfStatement } from './printouts.queries.js';
import { paperOpened } from './printouts.trace.js';
import { beginStatement, LINES_AT_ONCE, statementFile } from './statement.print.js';
import { countGifts, readStatement, type Giver, type StatementScope, type GiverName } from './statement.queries.js';

/** Statements are for years that a receipt can name. */
const YEARS = { min: 2000, max: 2099 };

/** Whose statement is printed. The row of the work stores it, so it names nobody. */
interface StatementOf {
  readonly scope: StatementScope;
}

/** Returns the name of a giver now. */
async function nameOf(services: Services, giver: Giver): Promise<GiverName> {
  if ('userId' in giver) return { name: (await namesOf(services, [giver.userId])).get(giver.userId) ?? '', code: null };
  const unit = await services.db.read.findOneByOrFail(Organization, { id: giver.organizationId });
  return { name: publicNameOf(unit), code: publicCodeOf(unit) };
}

/** The annual statement of somebody with many gifts. */
export const statementPrint = defineFileWork<StatementOf>({
  name: 'STATEMENT_PRINT',
  counts: 'gifts',
  path: ({ scope: { giver } }) =>
    'organizationId' in giver ? `/workspace/${giver.organizationId}#papers` : '/account#statements',
  mayFetch: async (context, { scope: { giver } }) =>
    'organizationId' in giver
      ? (await findUnitOfStatement(context, giver.organizationId)) !== null
      : giver.userId === context.viewer?.userId,
  fetched(tx, context, { what: { scope } }) {
    if (!isStaff(context)) return;
    const subject = 'organizationId' in scope.giver ? scope.giver.organizationId : String(scope.year);
    record(tx, context, paperOpened, { subject, after: { paper: 'statements' } });
  },
  total: (manager, { scope }) => countGifts(manager, scope),
  async *write({ services, manager, request: { language, what }, wrote }) {
    const printed = await beginStatement(
      { ...services, language },
      manager,
      what.scope,
      await nameOf(services, what.scope.giver),
    );
    const { pdf } = printed.paper;
    for await (const lines of readStatement(manager, what.scope, LINES_AT_ONCE)) {
      printed.write(lines);
      // What is on finished pages is stored before the next lines are read, so that memory holds a page or two.
      for (let piece = pdf.read() as Buffer | null; piece !== null; piece = pdf.read() as Buffer | null) yield piece;
      await wrote(lines.length);
    }
    printed.end();
    yield* pdf as unknown as AsyncIterable<Buffer>;
  },
});

/** Starts the print of the viewer's own statement, or of a unit whose papers the viewer may have. */
export async function printStatement(
  context: RequestContext,
  year: number,
  organizationId: string | null,
): Promise<Work> {
  const viewer = requireViewer(context);
  if (year < YEARS.min || year > YEARS.max) throw badInput('year', 'number.outOfRange', YEARS);
  const unit = organizationId === null ? null : await findUnitOfStatement(context, organizationId);
  if (organizationId !== null && unit === null) throw notFound('organizationId');
  const giver: Giver = unit === null ? { userId: viewer.userId } : { organizationId: unit.id };
  const scope = { giver, year };
  return startFileWork(context, statementPrint, {
    subject: unit === null ? statementFile(scope) : `${publicNameOf(unit)} · ${year}`.slice(0, 250),
    request: { fileName: statementFile(scope), type: 'application/pdf', what: { scope } },
  });
}
