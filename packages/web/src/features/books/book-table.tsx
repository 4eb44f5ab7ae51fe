import type { BookLinePartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate, formatDateTime, formatDay, shanghaiDay } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { DataTable, type DataTableProps } from '../../ui/data-table';
import { Money } from '../../ui/money';
import { TermChip } from '../../ui/term-chip';
import styles from './books.module.css';

export interface BookTableProps {
  lines: readonly BookLinePartsFragment[];
  /** Books of one project need not name it on every line. */
  ofOne: boolean;
}

export function BookTable({ lines, ofOne }: BookTableProps) {
  const { t } = useTranslation('books');
  const columns: NonNullable<DataTableProps<BookLinePartsFragment>['columns']> = [
    { key: 'at', title: t('lines.at'), render: (_, line) => <When line={line} /> },
    { key: 'kind', title: t('lines.kind'), render: (_, { kind }) => <TermChip kind="bookLineKind" value={kind} /> },
    ...(ofOne ? [] : [{ key: 'project', title: t('lines.project'), render: (_: unknown, line: BookLinePartsFragment) => <div className={styles.project}><ProjectLink line={line} /></div> }]),
    { key: 'about', title: t('lines.about'), render: (_, line) => <div className={styles.about}><About line={line} /></div> },
    { key: 'receipt', title: t('lines.receipt'), render: (_, line) => <ReceiptLink line={line} /> },
    { key: 'amount', title: t('lines.amount'), align: 'right', render: (_, line) => <Amount line={line} /> },
  ];
  return <DataTable rows={lines} columns={columns} label={t('lines.table')} empty={null} />;
}

/** The same for a narrow screen, where a table would have to be pushed sideways. */
export function BookRows({ lines, ofOne }: BookTableProps) {
  const { t } = useTranslation('books');
  return (
    <ul className={`card ${styles.rows}`} aria-label={t('lines.table')}>
      {lines.map((line) => (
        <li key={line.id} className={styles.row}>
          <div className={styles.rowHead}>
            <TermChip kind="bookLineKind" value={line.kind} />
            <div className="right"><Amount line={line} /></div>
          </div>
          <div><About line={line} /></div>
          {!ofOne && <p className="small"><ProjectLink line={line} /></p>}
          <div className={`small quiet ${styles.rowFoot}`}>
            <When line={line} />
            <ReceiptLink line={line} />
          </div>
        </li>
      ))}
    </ul>
  );
}

interface OfLine {
  line: BookLinePartsFragment;
}

function When({ line }: OfLine) {
  const language = useLanguage();
  const { t } = useTranslation('books');
  const recordedLater = shanghaiDay(line.at) !== line.day;
  return (
    <>
      <time dateTime={recordedLater ? line.day : line.at} className="nowrap num">
        {recordedLater ? formatDay(line.day, language) : formatDateTime(line.at, language)}
      </time>
      {recordedLater && <span className={`small quiet num ${styles.under}`}>{t('lines.recorded', { date: formatDate(line.at, language) })}</span>}
    </>
  );
}

/** The project whose fund it is, or that interest is for; what is the charity's own has none. */
function ProjectLink({ line: { project: ofFund, movement } }: OfLine) {
  const { t } = useTranslation('books');
  const project = ofFund ?? movement?.project;
  if (!project) return <span className="quiet">{t('lines.own')}</span>;
  return <Link to={`/projects/${project.slug}/books`}>{project.title}</Link>;
}

const movementWords = (words: readonly (string | null | undefined)[]): string => words.filter(Boolean).join(' · ') || '—';

/** Who gave, as they chose to be shown, or which stage was paid. */
function About({ line: { kind, gift, milestone, movement } }: OfLine) {
  const { t } = useTranslation('books');
  if (movement) return <>{movementWords(kind === 'REVERSAL' ? [movement.reversalReason] : [movement.purpose && t(`lines.purpose.${movement.purpose}`), movement.note])}</>;
  if (gift?.onBehalfOf) {
    return (
      <>
        <Link to={`/organizations/${gift.onBehalfOf.id}`}>{gift.onBehalfOfName}</Link>
        {gift.displayName !== gift.onBehalfOfName && <span className={`small quiet ${styles.under}`}>{t('lines.by', { name: gift.displayName })}</span>}
      </>
    );
  }
  return <>{gift?.displayName ?? milestone?.title ?? <span className="quiet">—</span>}</>;
}

/** With its sign: books say which way the money went. */
function Amount({ line: { amount, gift } }: OfLine) {
  const { t } = useTranslation('books');
  return (
    <>
      <span className="strong nowrap num">
        {amount > 0 && '+'}
        <Money fen={amount} exact />
      </span>
      {gift && gift.matchedAmount > 0 && (
        <span className={`small quiet ${styles.under}`}>
          {t('lines.matched')} <Money fen={gift.matchedAmount} exact />
        </span>
      )}
    </>
  );
}

function ReceiptLink({ line: { gift } }: OfLine) {
  const { t } = useTranslation('books');
  if (!gift?.receipt) return null;
  const { number } = gift.receipt;
  return (
    <Link to={`/receipts/${number}`} className="nowrap num" aria-label={t('lines.receiptLabel', { number })}>
      {number}
    </Link>
  );
}
