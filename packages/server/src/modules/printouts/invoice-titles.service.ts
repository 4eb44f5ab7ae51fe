import { In } from 'typeorm';
import { defineLoader, may, type RequestContext, requireViewer } from '../../context.js';
import { readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { lockAsMember, MembershipRole, requireMembership } from '../organizations/index.js';
import { pledgeLoader, type Receipt } from '../pledges/index.js';
import { User } from '../identity/index.js';
import { record } from '../trace/index.js';
import { InvoiceTitle } from './invoice-title.entity.js';
import { sealTaxNumber } from './invoice-titles.sealed.js';
import { LIMITS, readTaxNumber } from './invoice.rules.js';
import { seeInvoices } from './printouts.permissions.js';
import { keepsPapersOf } from './printouts.queries.js';
import { invoiceTitleSet } from './printouts.trace.js';

export interface NewInvoiceTitle {
  organizationId?: string | null;
  title: string;
  taxNumber?: string | null;
}

const titlesBy = (holder: 'userId' | 'organizationId') =>
  defineLoader<string, InvoiceTitle | null>(async ({ db }, ids) => {
    const titles = new Map(
      (await db.read.findBy(InvoiceTitle, { [holder]: In([...ids]) })).map((title) => [title[holder], title]),
    );
    return ids.map((id) => titles.get(id) ?? null);
  });

const titleOfPerson = titlesBy('userId');
const titleOfUnit = titlesBy('organizationId');

/**
 * Records what the invoices of the viewer, or of a unit of which the viewer is owner or editor, are made out to. A
 * later call corrects it; invoices that were issued before are not touched.
 */
export async function setInvoiceTitle(context: RequestContext, input: NewInvoiceTitle): Promise<InvoiceTitle> {
  const { userId } = requireViewer(context);
  const organizationId = input.organizationId ?? null;
  if (organizationId !== null) await requireMembership(context, organizationId, MembershipRole.EDITOR);
  const values = {
    title: readText('title', input.title, LIMITS.title),
    taxNumberSealed: sealTaxNumber(
      context,
      readTaxNumber(readOptionalText('taxNumber', input.taxNumber, LIMITS.taxNumber)),
    ),
  };
  const holder = organizationId === null ? { userId } : { organizationId };
  return context.db.transact(async (tx) => {
    // The lock makes two first answers come one after the other.
    if (organizationId === null) await tx.lock(User, { id: userId });
    else await lockAsMember(context, tx, organizationId, MembershipRole.EDITOR);
    const known = await tx.manager.findOneBy(InvoiceTitle, holder);
    const stored = Object.assign(
      known ?? tx.manager.create(InvoiceTitle, { id: newId(tx.now), userId: null, organizationId: null, ...holder }),
      values,
      { changedAt: tx.now },
    );
    await tx.manager.save(InvoiceTitle, stored);
    // The content is personal data, so the trace has only that it changed.
    record(tx, context, invoiceTitleSet, {
      subject: organizationId ?? undefined,
      after: { ofUnit: organizationId !== null, isCorrection: known !== null },
    });
    return stored;
  });
}

/** The title of a person, for that person alone; null for others. */
export const findOwnTitle = async (context: RequestContext, { id }: User): Promise<InvoiceTitle | null> =>
  context.viewer?.userId === id ? titleOfPerson(context).load(id) : null;

/** The title of a unit, for its owners and editors, and for holders of `seeInvoices`; null for others. */
export const findTitleOfUnit = async (context: RequestContext, organizationId: string): Promise<InvoiceTitle | null> =>
  may(context, seeInvoices) || (await keepsPapersOf(context, organizationId))
    ? titleOfUnit(context).load(organizationId)
    : null;

/** What the invoice of a receipt is to be made out to, as known now; null for viewers without `seeInvoices`. */
export async function findTitleOfReceipt(context: RequestContext, { pledgeId }: Receipt): Promise<InvoiceTitle | null> {
  if (!may(context, seeInvoices)) return null;
  const pledge = await pledgeLoader(context).load(pledgeId);
  if (pledge?.onBehalfOfId != null) return titleOfUnit(context).load(pledge.onBehalfOfId);
  return pledge?.userId == null ? null : titleOfPerson(context).load(pledge.userId);
}
