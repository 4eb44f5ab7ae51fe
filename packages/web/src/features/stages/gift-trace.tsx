import type { GiftTraceFragment, ReceiptTraceFragment } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatExact } from '../../lib/money';
import { Money } from '../../ui/money';
import { DeliveryOf } from './delivery';
import { stageAnchor } from './stage-facts';
import styles from './stages.module.css';
import { traceOf, type TracedGift } from './trace';

/** The uses of a gift: which stages used how much, with their reports, and how much still waits, exact to the fen. */
export function GiftTrace({
  gift,
  delivered = false,
}: {
  gift: TracedGift & Pick<GiftTraceFragment, 'project'>;
  delivered?: boolean;
}) {
  const { t } = useTranslation('stages');
  const trace = traceOf(gift);
  if (!trace) return null;
  const end = gift.project.status === 'COMPLETED' ? 'Over' : gift.project.status === 'CANCELLED' ? 'Back' : '';
  const text = t('trace.bar', {
    total: formatExact(trace.total),
    used: formatExact(trace.used),
    waiting: formatExact(trace.waiting),
  });
  return (
    <div className={styles.trace}>
      {gift.matchedAmount > 0 && (
        <p className="small quiet">{t('trace.matched', { amount: formatExact(gift.matchedAmount) })}</p>
      )}
      {trace.parts.length === 0 ? (
        // An unused gift gets a sentence instead of a bar, because a list of new gifts would be a list of empty bars.
        <p className="small quiet">{t(`trace.none${end}`, { amount: formatExact(trace.total, 'always') })}</p>
      ) : (
        <>
          <div className={styles.traceBar} role="img" aria-label={text}>
            {trace.parts.map((part) => (
              <span key={part.stageId} className={styles.traceUsed} style={{ flexGrow: part.amount }} />
            ))}
            {trace.waiting > 0 && <span style={{ flexGrow: trace.waiting }} />}
          </div>
          <ul className={styles.traceParts}>
            {trace.parts.map((part) => (
              <li key={part.stageId} className={styles.traceUse}>
                <div>
                  <span>
                    {t('trace.used', { title: part.title })}{' '}
                    <Link to={`/projects/${gift.project.slug}#${stageAnchor(part.stageId)}`}>
                      {t('trace.seeReport')}
                    </Link>
                  </span>
                  <Money fen={part.amount} exact className="pine" />
                </div>
                {delivered && <Delivered projectId={gift.project.id} stageId={part.stageId} title={part.title} />}
              </li>
            ))}
            <li>
              {trace.waiting > 0 ? (
                <>
                  <span>
                    {t('trace.waiting')} <span className="quiet">{t(`trace.waiting${end || 'Next'}`)}</span>
                  </span>
                  <Money fen={trace.waiting} exact />
                </>
              ) : (
                <span className="quiet">{t('trace.all')}</span>
              )}
            </li>
          </ul>
        </>
      )}
    </div>
  );
}

/** The results of a stage, queried when they are opened, so that a page of gifts does not load every report. */
function Delivered({ projectId, stageId, title }: { projectId: string; stageId: string; title: string }) {
  const { t } = useTranslation('stages');
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.details} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="small" aria-label={`${t('delivered.title')}: ${title}`}>
        {t('delivered.title')}
      </summary>
      {open && <DeliveryOf projectId={projectId} stageId={stageId} />}
    </details>
  );
}

/** The same beside a gift's receipt. A guest cannot query it again, so guests read where to find it. */
export function GiftTraceSheet({ gift }: { gift: GiftTraceFragment | undefined }) {
  const { t } = useTranslation('stages');
  return (
    <section className={styles.traceSheet} aria-labelledby="gift-trace">
      <h2 id="gift-trace">{t('trace.title')}</h2>
      {gift ? <GiftTrace gift={gift} delivered /> : <p className="small quiet">{t('trace.guest')}</p>}
    </section>
  );
}

/** The uses of the gift behind a receipt. Everybody with the number may see them, guests included. */
export function ReceiptTrace({ receipt }: { receipt: ReceiptTraceFragment }) {
  const { t } = useTranslation('stages');
  if (receipt.voidedAt) return null;
  // When a part of the gift went back, the valid receipt is the one for the part that was kept.
  const { amount, uses, project } = receipt;
  return (
    <section className={`no-print ${styles.traceSheet}`} aria-labelledby="gift-trace">
      <h2 id="gift-trace">{t('trace.title')}</h2>
      <GiftTrace gift={{ amount, matchedAmount: 0, refundedAmount: 0, status: 'PAID', uses, project }} delivered />
    </section>
  );
}
