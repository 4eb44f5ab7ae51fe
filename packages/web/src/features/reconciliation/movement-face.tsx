import type { BankMovementPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { OrderHistory } from '../../ui/order-history';
import { Written } from '../../ui/written';

/** The booking of a line: its kind, what interest is for, its note, whether it is still valid, and who decided. */
export function MovementFace({ movement }: { movement: BankMovementPartsFragment }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const { kind, purpose, project, note, preparedAt, bookedAt, reversedAt, reversalReason, order, reversals } = movement;
  return (
    <div className="small">
      <span className="strong">{t(`movement.kind.${kind}`)}</span>
      {purpose && <> · {t(`movement.purpose.${purpose}`)}</>}
      {project && (
        <>
          {' '}
          ·{' '}
          <Link to={`/projects/${project.slug}`}>
            <Written>{project.title}</Written>
          </Link>
        </>
      )}
      {note && <> · {note}</>}
      <br />
      <span className="quiet num">
        {reversedAt
          ? t('movement.reversed', { date: formatDateTime(reversedAt, language), reason: reversalReason ?? '' })
          : bookedAt
            ? t('movement.booked', { date: formatDateTime(bookedAt, language) })
            : t('movement.prepared', { date: formatDateTime(preparedAt, language) })}
      </span>
      {order && <OrderHistory order={order} />}
      {reversals?.map((reversal) => (
        <div key={reversal.id}>
          {t('movement.reversalAsked', { reason: reversal.reason ?? '' })}
          <OrderHistory order={reversal} />
        </div>
      ))}
    </div>
  );
}
