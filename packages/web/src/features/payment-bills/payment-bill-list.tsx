import { useQuery } from '@apollo/client/react';
import { FetchPaymentBillDocument, type PaymentBillRowFragment, PaymentBillsDocument } from '@hongchuang/schema';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { EmptyState, FailureNotice, SkeletonText } from '../../ui/states';
import { Written } from '../../ui/written';
import { DifferenceWords } from './difference-words';
import styles from './payment-bills.module.css';

const PAGE_SIZE = 14;

/** The bills, the newest day first: what each says, whether it agrees, and what became of its differences. */
export function PaymentBillList() {
  const { t } = useTranslation('payment-bills');
  const { data, error, refetch, fetchMore } = useQuery(PaymentBillsDocument, {
    variables: { first: useShownCount(PAGE_SIZE) },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <section aria-label={t('list.title')} className="stack">
      <h2>{t('list.title')}</h2>
      <ConnectionList
        connection={data?.paymentBills}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE_SIZE}
        skeleton={<SkeletonText lines={6} />}
        empty={<EmptyState title={t('list.empty')}>{t('list.emptyText')}</EmptyState>}
        container={(items) => <ul className={styles.list}>{items}</ul>}
      >
        {(bill) => <Bill bill={bill} />}
      </ConnectionList>
    </section>
  );
}

function Bill({ bill }: { bill: PaymentBillRowFragment }) {
  const { t } = useTranslation('payment-bills');
  const language = useLanguage();
  const { hasRole } = useViewer();
  const again = useAction(FetchPaymentBillDocument);
  const { id, method, day, status, failure, checkedAt, nextTryAt, payments, paid, refunds, refunded } = bill;
  const name = `${t(`terms:paymentMethod.${method}`)} ${day}`;
  const isAsked = nextTryAt != null && !failure;
  const open = bill.differences.filter(({ settledAt, goneAt }) => !settledAt && !goneAt).length;
  const over = bill.differences.filter(({ settledAt, goneAt }) => settledAt || goneAt);
  return (
    <li className="card card-pad stack" aria-label={name}>
      <div className="row-between">
        <h3>{name}</h3>
        <span>{t(stateKey(bill), { count: open })}</span>
      </div>
      {status === 'CHECKED' && (
        <p className="small">
          {t('list.payments', { count: payments })} <Money fen={paid} exact /> · {t('list.refunds', { count: refunds })}{' '}
          <Money fen={refunded} exact />
        </p>
      )}
      {failure && <p className="small">{t(failureKey(failure), { failure })}</p>}
      {checkedAt && <p className="small quiet">{t('list.checkedAt', { time: formatDateTime(checkedAt, language) })}</p>}
      {over.length > 0 && (
        <details>
          <summary>{t('list.over', { count: over.length })}</summary>
          <ul className={styles.list}>
            {over.map((difference) => (
              <li key={difference.id}>
                <DifferenceWords difference={difference} />
                <p className="small">
                  {difference.settledAt ? (
                    <>
                      {t('list.settledAt', { time: formatDateTime(difference.settledAt, language) })}
                      <Written>{difference.note ?? ''}</Written>
                    </>
                  ) : (
                    t('list.gone')
                  )}
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
      {hasRole('TREASURER') && (
        <div>
          {isAsked ? (
            <span className="small quiet">{t('list.asked')}</span>
          ) : (
            <Button
              loading={again.busy}
              aria-label={t('list.againOf', { name })}
              onClick={() => void again.run({ id })}
            >
              {t('list.again')}
            </Button>
          )}
        </div>
      )}
      <FailureNotice failure={again.failure} kind={again.kind} />
    </li>
  );
}

/** The words for where a bill stands. A difference that was settled is still one; one that is gone is none. */
function stateKey({ status, differences }: PaymentBillRowFragment) {
  const left = differences.filter(({ goneAt }) => !goneAt);
  if (status === 'WAITING') return 'list.waiting';
  if (left.length === 0) return 'list.agrees';
  return left.some(({ settledAt }) => !settledAt) ? 'list.open' : 'list.settled';
}

/** The sentence for what went wrong with the last try. */
function failureKey(failure: string) {
  if (failure === 'BILL_HASH' || failure === 'BILL_END') return 'failure.damaged';
  if (failure === 'NO_BILL') return 'failure.none';
  return failure.startsWith('BILL_') ? 'failure.unreadable' : 'failure.other';
}
