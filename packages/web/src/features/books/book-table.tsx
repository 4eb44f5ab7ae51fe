import type { BookLinePartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate, formatDateTime, formatDay, shanghaiDay } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { toneOf } from '../../lib/terms';
import { StatusChip } from '../../ui/chip';
import { Money } from '../../ui/money';
import styles from './books.module.css';
import { Written } from '../../ui/written';

export interface BookTableProps {
  lines: readonly BookLinePartsFragment[];
  /** Books of one project need not name the project on every line. */
  ofOne: boolean;
}

export function BookTable({ lines, ofOne }: BookTableProps) {
  const { t } = useTranslation('books');
  return (
    <table className={`card ${styles.table}`} aria-label={t('lines.table')}>
      <thead>
        <tr>
          {(['at', 'kind', ...(ofOne ? [] : ['project']), 'about', 'receipt', 'amount'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`lines.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td>
              <When line={line} />
            </td>
            <td>
              <Kind line={line} />
            </td>
            {!ofOne && (
              <td>
                <div className={styles.project}>
                  <ProjectLink line={line} />
                </div>
              </td>
            )}
            <td>
              <div className={styles.about}>
                <About line={line} />
              </div>
            </td>
            <td>
              <ReceiptLink line={line} />
            </td>
            <td>
              <Amount line={line} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The same lines for a narrow screen, where a table would need horizontal scrolling. */
export function BookRows({ lines, ofOne }: BookTableProps) {
  const { t } = useTranslation('books');
  return (
    <ul className={`card ${styles.rows}`} aria-label={t('lines.table')}>
      {lines.map((line) => (
        <li key={line.id} className={styles.row}>
          <div className={styles.rowHead}>
            <Kind line={line} />
            <div className="right">
              <Amount line={line} />
            </div>
          </div>
          <div>
            <About line={line} />
          </div>
          {!ofOne && (
            <p className="small">
              <ProjectLink line={line} />
            </p>
          )}
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

function Kind({ line: { kind, title } }: OfLine) {
  return <StatusChip tone={toneOf(kind)}>{title}</StatusChip>;
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
      {recordedLater && (
        <span className={`small quiet num ${styles.under}`}>
          {t('lines.recorded', { date: formatDate(line.at, language) })}
        </span>
      )}
    </>
  );
}

/** The project of the fund, or the project that interest is for; the charity's own movements have none. */
function ProjectLink({ line: { project: ofFund, movement } }: OfLine) {
  const { t } = useTranslation('books');
  const project = ofFund ?? movement?.project;
  if (!project) return <span className="quiet">{t('lines.own')}</span>;
  return (
    <Link to={`/projects/${project.slug}/books`}>
      <Written>{project.title}</Written>
    </Link>
  );
}

const movementWords = (words: readonly (string | null | undefined)[]): string =>
  words.filter(Boolean).join(' · ') || '—';

/** The donor under the displayed name, or the stage that was paid. */
function About({ line: { kind, gift, milestone, movement, party, path } }: OfLine) {
  const { t } = useTranslation('books');
  if (movement)
    return (
      <>
        {movementWords(
          kind === 'REVERSAL'
            ? [movement.reversalReason]
            : [movement.purpose && t(`lines.purpose.${movement.purpose}`), movement.note],
        )}
      </>
    );
  if (gift?.onBehalfOf) {
    return (
      <>
        <Link to={`/organizations/${gift.onBehalfOf.id}`}>
          <Written>{gift.onBehalfOfName}</Written>
        </Link>
        {gift.receipt?.onBehalfOfCode && (
          <span className={`small quiet num nowrap ${styles.under}`}>{gift.receipt.onBehalfOfCode}</span>
        )}
        {gift.handledBy && (
          <span className={`small quiet ${styles.under}`}>{t('lines.by', { name: gift.handledBy })}</span>
        )}
      </>
    );
  }
  if (milestone)
    return (
      <>
        <Written>{milestone.title}</Written>
        {party && (
          <span className={`small quiet ${styles.under}`}>{path ? <Link to={path}>{party}</Link> : party}</span>
        )}
      </>
    );
  return party ? <Written>{party}</Written> : <span className="quiet">—</span>;
}

/** The amount with its sign, because books show the direction of the money. */
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
