import type { StatementLinePartsFragment } from '@hongchuang/schema';
import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { StatusChip } from '../../ui/chip';
import { Money } from '../../ui/money';
import { OrderHistory } from '../../ui/order-history';
import { BankEntryFace } from './bank-entry';
import { MovementFace } from './movement-face';
import styles from './reconciliation.module.css';
import { Written } from '../../ui/written';

type Line = StatementLinePartsFragment;

const AGAINST = new Set([
  'CODE_OTHER_AMOUNT',
  'CODE_PAID',
  'CODE_ENDED',
  'CODE_UNKNOWN',
  'SEVERAL_CODES',
  'CODES_DIFFER',
  'OWN_GIFT',
  'OTHER_DUTY',
  'CLAIMED',
  'REFUSED',
  'OTHER_NAME',
  'SEVERAL',
]);
const TONES = { OPEN: 'waiting', SUSPENSE: 'waiting', SETTLED: 'done' } as const;

/**
 * The bank's line at the left; at the right its meaning: the proposal with its reasons, or the entries in the ledger.
 */
export function StatementLineRow({
  line,
  chosen,
  onChoose,
  children,
}: {
  line: Line;
  chosen?: boolean;
  onChoose?: (chosen: boolean) => void;
  children?: (close: () => void) => ReactNode;
}) {
  const { t } = useTranslation('reconciliation');
  const [open, setOpen] = useState(false);
  const { amount, name, status } = line;
  const { movement, movementKind, movementPurpose } = line;
  const canBeReversed = movement?.bookedAt != null && movement.reversedAt == null;
  const workable = children !== undefined && (status === 'OPEN' || status === 'SUSPENSE' || canBeReversed);
  // Interest is booked once a person has said what it is for.
  const waits = movement != null && movement.bookedAt == null;
  const isProposed =
    !waits &&
    (line.pledge != null ||
      (movementKind != null && (movementKind !== 'INTEREST_RECEIVED' || movementPurpose != null)));
  return (
    <li className={`${styles.line} ${onChoose ? '' : styles.line_plain}`}>
      {onChoose && (
        <span>
          {isProposed && (
            <Checkbox
              checked={chosen}
              onChange={(event) => onChoose(event.target.checked)}
              aria-label={t('lines.choose', { amount: formatExact(amount, 'always'), name: name ?? t('lines.noName') })}
            />
          )}
        </span>
      )}
      <LineFace line={line} />
      <div className={styles.side}>
        <LineMeaning line={line} />
        {workable && (
          <p>
            <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t(open ? 'lines.hide' : 'lines.show')}
            </Button>
          </p>
        )}
      </div>
      {open && workable && <div className={styles.work}>{children(() => setOpen(false))}</div>}
    </li>
  );
}

/** What the bank says about a line. */
export function LineFace({ line }: { line: Line }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const { amount, bookedAt, name, account, text, serial, status, suspense } = line;
  return (
    <div className={styles.side}>
      <span className="row-between">
        <Money fen={amount} exact className={styles.amount} />
        <StatusChip tone={TONES[status]}>
          {status === 'SUSPENSE' ? t('lines.left', { amount: formatExact(suspense, 'always') }) : t(`status.${status}`)}
        </StatusChip>
      </span>
      <span className="strong">{name ?? t('lines.noName')}</span>
      <span>{text || <span className="quiet">{t('lines.noText')}</span>}</span>
      <span className="small quiet num">
        {formatDateTime(bookedAt, language)}
        {serial && <> · {t('lines.serial', { serial })}</>}
        {account && <> · {t('lines.account', { account })}</>}
        <> · {t('lines.row', { row: line.row })}</>
      </span>
    </div>
  );
}

/** What a line is proposed to be, or what it is in the ledger. */
export function LineMeaning({ line }: { line: Line }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const {
    status,
    pledge,
    furtherPledges,
    proposedCount,
    movementKind,
    movementPurpose,
    movementProject,
    movement,
    confidence,
    reasons,
    entries,
    amount,
  } = line;
  const proposed = pledge ? [pledge, ...furtherPledges] : [];
  if (status !== 'OPEN') {
    return (
      <>
        <span className="small quiet">{t('lines.inLedger')}</span>
        <ul className="stack" style={{ gap: 4 }}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <BankEntryFace entry={entry} />
            </li>
          ))}
        </ul>
        {movement && <MovementFace movement={movement} />}
        {line.returns.map((back) => (
          <div key={back.id} className="small">
            <p>
              {back.returnedAt
                ? t('back.returned', {
                    date: formatDateTime(back.returnedAt, language),
                    amount: formatExact(back.amount, 'always'),
                    reason: back.reason,
                  })
                : t(back.withdrawnAt ? 'back.withdrawn' : 'back.prepared', {
                    date: formatDateTime(back.withdrawnAt ?? back.preparedAt, language),
                    amount: formatExact(back.amount, 'always'),
                    reason: back.reason,
                  })}
            </p>
            <OrderHistory order={back.order} />
          </div>
        ))}
      </>
    );
  }
  return (
    <>
      {movement && <MovementFace movement={movement} />}
      {movement && movement.bookedAt == null ? null : pledge || movementKind ? (
        <>
          <span className="row-between">
            <span className="small quiet">
              {proposedCount > 1 ? t('lines.proposedTogether', { count: proposedCount }) : t('lines.proposed')}
            </span>
            <StatusChip tone={confidence >= 90 ? 'done' : confidence >= 75 ? 'plain' : 'quiet'}>
              {t('lines.confidence', { value: confidence })}
            </StatusChip>
          </span>
          {proposed.map((one) => (
            <span key={one.id} className="row-between">
              <PledgeFace pledge={one} />
              {proposed.length > 1 && <Money fen={one.amount} exact />}
            </span>
          ))}
          {proposedCount > proposed.length && <span className="quiet">…</span>}
          {movementKind && (
            <span>
              <span className="strong">{t(`movement.kind.${movementKind}`)}</span>
              {movementKind === 'INTEREST_RECEIVED' && (
                <span className={movementPurpose ? 'quiet' : 'amber'}>
                  {' '}
                  · {movementPurpose ? t(`movement.purpose.${movementPurpose}`) : t('movement.purposeOpen')}
                </span>
              )}
              {movementProject && <span className="quiet"> · {movementProject.title}</span>}
            </span>
          )}
        </>
      ) : (
        amount > 0 && <span className="quiet">{t('lines.nothing')}</span>
      )}
      {reasons.length > 0 && !(movement && movement.bookedAt == null) && (
        <ul className={styles.reasons}>
          {reasons.map(({ kind, pledge: about, words }, index) => (
            <li key={index} className={AGAINST.has(kind) ? styles.against : undefined}>
              {t(`reason.${kind}`, {
                amount: about ? formatExact(about.amount, 'always') : '',
                code: about?.remarkCode ?? '',
                words: words ?? '',
                sum: formatExact(sumOfCodes(line), 'always'),
              })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The sum of the waiting pledges whose codes the line's text quotes. */
const sumOfCodes = ({ reasons }: Line): number =>
  reasons.reduce(
    (fen, { kind, pledge }) =>
      kind === 'SEVERAL_CODES' || kind === 'CODES_ADD_UP' ? fen + (pledge?.amount ?? 0) : fen,
    0,
  );

/**
 * A pledge with the facts that a treasurer needs: code, name, project, and the promised amount where another one
 * arrived.
 */
export function PledgeFace({ pledge }: { pledge: NonNullable<Line['pledge']> }) {
  const { t } = useTranslation('reconciliation');
  const { remarkCode, payerName, displayName, onBehalfOfName, project, amount, promisedAmount, referenceReason } =
    pledge;
  return (
    <span>
      {remarkCode && <span className={styles.code}>{remarkCode}</span>} {onBehalfOfName ?? payerName ?? displayName}
      {onBehalfOfName && payerName && <span className="quiet"> ({payerName})</span>}
      <br />
      <Link to={`/projects/${project.slug}`} className="small">
        <Written>{project.title}</Written>
      </Link>
      {promisedAmount != null && (
        <span className={`small quiet num ${styles.under}`}>
          {t('other.figures', {
            promised: formatExact(promisedAmount, 'always'),
            arrived: formatExact(amount, 'always'),
          })}
        </span>
      )}
      {referenceReason && (
        <span className={`small quiet ${styles.under}`}>{t('hand.reasonGiven', { reason: referenceReason })}</span>
      )}
    </span>
  );
}
