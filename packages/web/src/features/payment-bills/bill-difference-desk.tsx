import { useQuery } from '@apollo/client/react';
import { BillDifferencesDocument, type BillDifferencesQuery, SettleBillDifferenceDocument } from '@hongchuang/schema';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useQueueView } from '../../lib/queue-view';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { ConnectionList } from '../../ui/connection-list';
import { TextAreaField } from '../../ui/fields';
import { useShownCount } from '../../ui/load-more';
import { NothingFound } from '../../ui/queue-desk';
import { QueueBar } from '../../ui/queue-bar';
import { QueueItems, QueueMark } from '../../ui/queue-items';
import { EmptyState, FailureNotice, SkeletonText } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';
import { DifferenceWords } from './difference-words';
import styles from './payment-bills.module.css';

const PAGE_SIZE = 20;
/** The server's limit. */
const NOTE_MAX = 500;

type Difference = BillDifferencesQuery['billDifferences']['edges'][number]['node'];

/** The differences that nobody has settled, each with what it means and what to do. */
export function BillDifferenceDesk() {
  const { t } = useTranslation('payment-bills');
  const { hasRole } = useViewer();
  const view = useQueueView();
  const { data, previousData, error, refetch, fetchMore } = useQuery(BillDifferencesDocument, {
    variables: { ...view, first: useShownCount(PAGE_SIZE) },
    fetchPolicy: 'cache-and-network',
  });
  const connection = (data ?? previousData)?.billDifferences;
  return (
    <section aria-label={t('desk.title')} className="stack">
      <h2>{t('desk.title')}</h2>
      <QueueItems queue="bill-differences" ids={connection?.edges.map(({ node }) => node.id) ?? []}>
        <QueueBar queue="bill-differences" search={{ label: t('desk.search'), hint: t('desk.searchHint') }} />
        <ConnectionList
          connection={connection}
          error={error}
          refetch={refetch}
          fetchMore={fetchMore}
          pageSize={PAGE_SIZE}
          skeleton={<SkeletonText lines={4} />}
          empty={
            view.search ? (
              <NothingFound search={view.search} />
            ) : (
              <EmptyState title={t('desk.empty')}>{t('desk.emptyText')}</EmptyState>
            )
          }
          container={(items) => <ul className={styles.list}>{items}</ul>}
        >
          {(difference) => (
            <li className="card card-pad stack" data-item>
              <p className="small quiet">
                {t(`terms:paymentMethod.${difference.bill.method}`)} · {difference.bill.day}{' '}
                <QueueMark id={difference.id} />
              </p>
              <DifferenceWords difference={difference} />
              <p className="small measure">{t(`todo.${difference.kind}_${difference.subject}`)}</p>
              {hasRole('TREASURER') && <SettleForm difference={difference} />}
            </li>
          )}
        </ConnectionList>
      </QueueItems>
    </section>
  );
}

function SettleForm({ difference: { id, number } }: { difference: Difference }) {
  const { t } = useTranslation('payment-bills');
  const { formProps, clear, showFailure } = useStoredForm<{ note: string }>(`bill-difference:${id}`, { note: '' });
  const settle = useAction(SettleBillDifferenceDocument, {
    leaves: true,
    refetch: ['BillDifferences', 'PaymentBills'],
    onDone: clear,
  });
  const failure = useFieldFailure(settle.failure, showFailure);
  return (
    <Form
      {...formProps}
      name={`bill-difference-${id}`}
      aria-label={t('desk.settleOf', { number })}
      onFinish={({ note }) => void settle.run({ input: { id, note: note.trim() } })}
    >
      <TextAreaField
        name="note"
        label={t('desk.note')}
        help={t('desk.noteHelp')}
        required
        maxLength={NOTE_MAX}
        rows={2}
      />
      <FailureNotice failure={failure} kind={settle.kind} />
      <SubmitButton action={settle}>{t('desk.settle')}</SubmitButton>
    </Form>
  );
}
