import { requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput, invalidState, notFound } from '../../errors.js';
import { readId, readText } from '../../input.js';
import { shanghaiDay } from '../../lib/days.js';
import { newId } from '../../lib/ids.js';
import { recordOnce } from '../../recorded-once.js';
import { readActuals } from '../impact/index.js';
import { readFundStatements } from '../ledger/index.js';
import { readEvidence } from '../milestones/index.js';
import {
  changeCounters,
  Indicator,
  lockProject,
  PROJECT,
  Project,
  requireEditor,
  type SubmissionRefusal,
} from '../projects/index.js';
import { DisclosureCorrection, DisclosureReport, type ReportedIndicator } from './disclosure.entities.js';
import { ObligationStatus } from './disclosure.enums.js';
import { listMissing, readDisclosures } from './disclosure.queries.js';
import { LIMITS, refuseReport } from './disclosure.rules.js';
import type { CorrectDisclosureReportInput, PublishDisclosureReportInput } from './disclosure.types.js';
import { lateReportQueue } from './disclosure.queues.js';
import { record as trace } from '../trace/index.js';
import { reportCorrected, reportPublished } from './disclosure.trace.js';

/**
 * Publishes a report that the project owes, with the project's figures of this moment. A published report cannot be
 * changed.
 */
export async function publishReport(
  context: RequestContext,
  input: PublishDisclosureReportInput,
): Promise<DisclosureReport> {
  const { userId } = requireViewer(context);
  const { id: projectId } = await requireEditor(context, input.projectId, 'projectId');
  const text = readText('text', input.text, LIMITS.text);
  const evidence = JSON.stringify(readEvidence(input.evidenceUrls));
  const { kind } = input;
  const number = readNumber('number', input.number);
  return context.db.transact(async (tx) => {
    // Every gift and payment of the project waits for this lock, so all figures belong to one moment.
    if ((await lockProject(context, tx, projectId)) === null) throw notFound('projectId');
    const { obligations } = (await readDisclosures(tx.manager, [projectId], shanghaiDay(tx.now))).get(projectId)!;
    const refusal = refuseReport(obligations, kind, number);
    if (refusal !== null) throw refusal;
    const { dueOn } = obligations.find((one) => one.kind === kind && one.number === number)!;
    const report = tx.manager.create(DisclosureReport, {
      id: newId(tx.now),
      projectId,
      kind,
      number,
      dueOn,
      text,
      evidence,
      ...(await readFigures(tx, projectId)),
      publishedAt: tx.now,
      publishedById: userId,
    });
    await tx.manager.insert(DisclosureReport, report);
    trace(tx, context, reportPublished, { subject: report.id, after: { project: projectId, kind, number } });
    // Sends the project's change to everybody who watches its page.
    await changeCounters(context, tx, projectId, {});
    tx.changed(PROJECT.of(projectId));
    tx.changed(lateReportQueue.topic);
    return report;
  });
}

function readNumber(field: string, raw: number): number {
  if (raw < LIMITS.number.min || raw > LIMITS.number.max) throw badInput(field, 'number.outOfRange', LIMITS.number);
  return raw;
}

/** Returns the project's money and indicators as they are now. */
async function readFigures(
  tx: Tx,
  projectId: string,
): Promise<Pick<DisclosureReport, 'receivedFen' | 'releasedFen' | 'refundedFen' | 'measured'>> {
  const { received, released, refunded } = (await readFundStatements(tx.manager, [projectId])).get(projectId)!;
  const indicators = await tx.manager.find(Indicator, { where: { projectId }, order: { position: 'ASC' } });
  const actuals = await readActuals(
    tx.manager,
    indicators.map(({ id }) => id),
  );
  const measured = indicators.map(({ id, name, unit, target }): ReportedIndicator => ({
    name,
    unit,
    target,
    actual: actuals.get(id) ?? 0,
  }));
  return { receivedFen: received, releasedFen: released, refundedFen: refunded, measured: JSON.stringify(measured) };
}

/** Publishes a correction below a report. The report itself stays unchanged. */
export async function correctReport(
  context: RequestContext,
  input: CorrectDisclosureReportInput,
): Promise<DisclosureReport> {
  const { userId } = requireViewer(context);
  const report = await context.db.read.findOneBy(DisclosureReport, { id: readId('reportId', input.reportId) });
  if (report === null) throw notFound('reportId');
  const { organizationId } = await requireEditor(context, report.projectId, 'reportId');
  const text = readText('text', input.text, LIMITS.correction);
  await recordOnce(context, {
    operation: 'correctDisclosureReport',
    userId,
    input,
    find: (manager, id) => manager.findOneBy(DisclosureCorrection, { id }),
    async record(tx) {
      const correction = {
        id: newId(tx.now),
        reportId: report.id,
        organizationId,
        text,
        publishedAt: tx.now,
        publishedById: userId,
      };
      await tx.manager.insert(DisclosureCorrection, correction);
      trace(tx, context, reportCorrected, { subject: report.id, after: { correction: correction.id } });
      tx.changed(PROJECT.of(report.projectId));
      return correction;
    },
  });
  return report;
}

/** Refuses new submissions of an organisation while one of its reports is late. */
export const refuseWhileLate: SubmissionRefusal = async (tx, { organizationId }) => {
  const late = await listMissing(
    tx.manager,
    shanghaiDay(tx.now),
    [ObligationStatus.LATE],
    ['p.organization_id = ?', organizationId],
  );
  const [worst] = late;
  if (worst === undefined) return null;
  const { title } = await tx.manager.findOneByOrFail(Project, { id: worst.projectId });
  return invalidState('disclosure.late', {
    title,
    projectId: worst.projectId,
    dueOn: worst.dueOn,
    days: worst.daysLate,
    total: late.length,
  });
};
