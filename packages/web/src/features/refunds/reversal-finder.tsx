import { skipToken, useQuery } from '@apollo/client/react';
import {
  ConfirmedPaymentsDocument,
  type ConfirmedPaymentsQuery,
  PrepareReversalDocument,
  type RefundToDecideFragment,
} from '@hongchuang/schema';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDateTime, formatDay } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { useLanguage } from '../../lib/i18n';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { DutyNote, isExcluded } from '../../ui/acts-of';
import { TextAreaField } from '../../ui/fields';
import { Money } from '../../ui/money';
import { EmptyState, ErrorState, FailureNotice, Loading, SkeletonText } from '../../ui/states';
import { GiftRow } from './gift-row';
import { LIMITS } from './limits';
import styles from './refunds.module.css';
import { Written } from '../../ui/written';

const SHOWN = 5;

type Found = ConfirmedPaymentsQuery['confirmedPayments']['edges'][number]['node'];

/**
 * Finds a transfer that was confirmed by mistake, by the details that the treasurer has, and prepares the reversal of
 * its confirmation.
 */
export function ReversalFinder({ onPrepared }: { onPrepared: (order: RefundToDecideFragment) => void }) {
  const { t } = useTranslation('refunds');
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  // With `skip`, a refetch of all queries could still ask with the empty search.
  const { data, loading, error, refetch } = useQuery(
    ConfirmedPaymentsDocument,
    search === '' ? skipToken : { variables: { search, first: SHOWN }, fetchPolicy: 'network-only' },
  );
  const found = data?.confirmedPayments;
  return (
    <div className="stack">
      <search>
        <form
          className={styles.find}
          onSubmit={(event) => {
            event.preventDefault();
            setSearch(typed.trim());
          }}
        >
          <Input
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            maxLength={LIMITS.search}
            placeholder={t('finder.hint')}
            aria-label={t('finder.label')}
            allowClear
          />
          <Button htmlType="submit" loading={loading}>
            {t('finder.find')}
          </Button>
        </form>
      </search>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {loading && !found && (
        <Loading>
          <SkeletonText lines={3} />
        </Loading>
      )}
      <div role="status" className="sr-only">
        {found && t('finder.count', { count: found.totalCount })}
      </div>
      {search !== '' && found?.totalCount === 0 && (
        <EmptyState title={t('finder.none', { search })}>{t('finder.noneText')}</EmptyState>
      )}
      {search !== '' && found && found.totalCount > 0 && (
        <ul className={styles.found}>
          {found.edges.map(({ node }) => (
            <li key={node.id} className="card card-pad">
              <FoundGift
                gift={node}
                onPrepared={(order) => {
                  setTyped('');
                  setSearch('');
                  onPrepared(order);
                }}
              />
            </li>
          ))}
          {found.totalCount > SHOWN && (
            <li className="small quiet">{t('finder.narrow', { count: found.totalCount })}</li>
          )}
        </ul>
      )}
    </div>
  );
}

function FoundGift({ gift, onPrepared }: { gift: Found; onPrepared: (order: RefundToDecideFragment) => void }) {
  const { t } = useTranslation('refunds');
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const { formProps, clear, showFailure } = useStoredForm<{ reason: string }>(`reversal:${gift.id}`, { reason: '' });
  const action = useAction(PrepareReversalDocument, {
    onDone: ({ prepareReversal }) => {
      clear();
      onPrepared(prepareReversal);
    },
  });
  const failure = useFieldFailure(action.failure, showFailure);
  return (
    <div className="stack" style={{ gap: 8 }}>
      <div className="row-between">
        <GiftRow gift={gift} />
        <Money fen={gift.amount} exact className="strong" />
      </div>
      <p className="small">
        <Link to={`/projects/${gift.project.slug}`}>
          <Written>{gift.project.title}</Written>
        </Link>{' '}
        {gift.receipt && (
          <span className="quiet num">
            {t('finder.confirmedAt', {
              date: formatDateTime(gift.receipt.issuedAt, language),
              day: formatDay(gift.receipt.paidOn, language),
            })}
          </span>
        )}
      </p>
      {gift.uses.length > 0 ? (
        <p className="small amber">{t('finder.used')}</p>
      ) : isExcluded('TREASURER', gift.project.viewerDuty) ? (
        <DutyNote role="TREASURER" duty={gift.project.viewerDuty} />
      ) : !open ? (
        <p>
          <Button size="small" onClick={() => setOpen(true)}>
            {t('finder.start')}
          </Button>
        </p>
      ) : (
        <Form
          {...formProps}
          name={`reversal-${gift.id}`}
          onFinish={async ({ reason }: { reason: string }) => {
            await action.run({ input: { pledgeId: gift.id, reason: reason.trim() } });
          }}
        >
          <TextAreaField
            name="reason"
            label={t('finder.reason')}
            help={t('desk.reasonHelp')}
            required
            rows={2}
            maxLength={LIMITS.reason}
          />
          <div className="stack" style={{ justifyItems: 'start', gap: 8 }}>
            <FailureNotice failure={failure} kind="write" />
            <div className="row" style={{ gap: 8 }}>
              <Button htmlType="submit" loading={action.busy}>
                {t('finder.prepare')}
              </Button>
              <Button onClick={() => setOpen(false)}>{t('finder.keep')}</Button>
            </div>
            <p className="small quiet">{t('finder.means')}</p>
          </div>
        </Form>
      )}
    </div>
  );
}
