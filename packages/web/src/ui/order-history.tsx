import type { OrderPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../lib/dates';
import { useLanguage } from '../lib/i18n';
import { TraceLink } from './trace-link';

/** Shows who prepared, signed, withdrew or refused an order, and when. */
export function OrderHistory({ order }: { order: Pick<OrderPartsFragment, 'id' | 'steps'> }) {
  const { t } = useTranslation('terms');
  const language = useLanguage();
  return (
    <>
      <ol className="small quiet" aria-label={t('orderHistory')}>
        {order.steps.map((step) => (
          <li key={step.kind}>
            {t(`orderStep.${step.kind}`, {
              who: step.by ?? t('orderPlatform'),
              date: formatDateTime(step.at, language),
            })}
            {/* The reason for the preparation is shown with the order itself. */}
            {step.note && step.kind !== 'PREPARED' && <span> {t('orderNote', { note: step.note })}</span>}
          </li>
        ))}
      </ol>
      <TraceLink subject={order.id} />
    </>
  );
}
