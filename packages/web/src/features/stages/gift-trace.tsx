import type { GiftTraceFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatExact } from '../../lib/money';
import { Money } from '../../ui/money';
import { stageAnchor } from './stage-facts';
import styles from './stages.module.css';
import { traceOf } from './trace';

/** What became of a gift: which stages used how much of it, with their reports, and what still waits. Exact to the fen. */
export function GiftTrace({ gift }: { gift: GiftTraceFragment }) {
  const { t } = useTranslation('stages');
  const trace = traceOf(gift);
  if (!trace) return null;
  const over = gift.project.status === 'COMPLETED';
  const text = t('trace.bar', { total: formatExact(trace.total), used: formatExact(trace.used), waiting: formatExact(trace.waiting) });
  return (
    <div className={styles.trace}>
      {gift.matchedAmount > 0 && <p className="small quiet">{t('trace.matched', { amount: formatExact(gift.matchedAmount) })}</p>}
      {trace.parts.length === 0 ? (
        // Nothing used yet needs no picture: a list of new gifts would be a list of empty bars.
        <p className="small quiet">{t(over ? 'trace.noneOver' : 'trace.none', { amount: formatExact(trace.total, 'always') })}</p>
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
              <li key={part.stageId}>
                <span>
                  {t('trace.used', { title: part.title })} <Link to={`/projects/${gift.project.slug}#${stageAnchor(part.stageId)}`}>{t('trace.seeReport')}</Link>
                </span>
                <Money fen={part.amount} exact className="pine" />
              </li>
            ))}
            <li>
              {trace.waiting > 0 ? (
                <>
                  <span>
                    {t('trace.waiting')} <span className="quiet">{t(over ? 'trace.waitingOver' : 'trace.waitingNext')}</span>
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

/** The same beside a gift's receipt. A guest cannot ask for it again: for them it says where the project tells it. */
export function GiftTraceSheet({ gift }: { gift: GiftTraceFragment | undefined }) {
  const { t } = useTranslation('stages');
  return (
    <section className={styles.traceSheet} aria-labelledby="gift-trace">
      <h2 id="gift-trace">{t('trace.title')}</h2>
      {gift ? <GiftTrace gift={gift} /> : <p className="small quiet">{t('trace.guest')}</p>}
    </section>
  );
}
