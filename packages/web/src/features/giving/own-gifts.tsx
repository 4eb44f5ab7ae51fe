import { useQuery } from '@apollo/client/react';
import {
  type GiftRefundsFragment,
  type GiftTraceFragment,
  type OwnGiftFragment,
  OwnGiftsDocument,
} from '@hongchuang/schema';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatArrival, formatEndDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { ConnectionList } from '../../ui/connection-list';
import { LinkButton } from '../../ui/link-button';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { EmptyState, SkeletonText } from '../../ui/states';
import { TermChip } from '../../ui/term-chip';
import { CancelPledge } from './cancel-pledge';
import styles from './giving.module.css';
import { Written } from '../../ui/written';

const PAGE_SIZE = 10;

/** The component that shows the uses of a gift. It belongs to another feature, so the page passes it in. */
export type TraceOf = ComponentType<{ gift: GiftTraceFragment & GiftRefundsFragment }>;

/** The component with the links to receipt and certificate as papers. It belongs to another feature as well. */
export type PapersOf = ComponentType<{ receipt: { number: string; voidedAt?: string | null }; small?: boolean }>;

/** The viewer's own gifts in any state, newest first. */
export function OwnGifts({ Trace, Papers }: { Trace: TraceOf; Papers: PapersOf }) {
  const { t } = useTranslation('giving');
  const first = useShownCount(PAGE_SIZE, 'gifts');
  const { data, error, refetch, fetchMore } = useQuery(OwnGiftsDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  if (data && !data.viewer) return <p className="quiet">{t('gifts.signInAgain')}</p>;
  return (
    <ConnectionList
      connection={data?.viewer?.pledges}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE_SIZE}
      name="gifts"
      skeleton={<SkeletonText lines={8} />}
      empty={
        <EmptyState
          title={t('gifts.emptyTitle')}
          actions={<LinkButton to="/projects">{t('app:seeProjects')}</LinkButton>}
        >
          {t('gifts.empty')}
        </EmptyState>
      }
      container={(items) => <ul className={styles.giftList}>{items}</ul>}
    >
      {(gift) => <OwnGiftRow gift={gift} Trace={Trace} Papers={Papers} />}
    </ConnectionList>
  );
}

function OwnGiftRow({ gift, Trace, Papers }: { gift: OwnGiftFragment; Trace: TraceOf; Papers: PapersOf }) {
  const { t } = useTranslation('giving');
  const language = useLanguage();
  const pending = gift.status === 'PENDING';
  return (
    <li>
      <div className="row-between">
        <Link to={`/projects/${gift.project.slug}`} className="strong">
          <Written>{gift.project.title}</Written>
        </Link>
        <Money fen={gift.amount} exact className="strong" />
      </div>
      <div className="row small quiet">
        <TermChip kind="pledgeStatus" value={gift.status} />
        <span className="num">{formatArrival(gift.paidAt ?? gift.createdAt, language)}</span>
        {gift.onBehalfOfName && <span>{t('gifts.onBehalf', { name: gift.onBehalfOfName })}</span>}
        <span>{t(`terms:paymentMethod.${gift.payment}`)}</span>
      </div>
      {gift.promisedAmount != null && (
        <p className="small quiet num">
          {t('gifts.asReceived', {
            promised: formatExact(gift.promisedAmount, 'always'),
            arrived: formatExact(gift.amount, 'always'),
          })}
        </p>
      )}
      <Trace gift={gift} />
      {pending && gift.expiresAt && (
        <p className="small amber">{t('gifts.due', { date: formatEndDate(gift.expiresAt, language) })}</p>
      )}
      <div className="row small">
        <Link to={`/pledges/${gift.id}`}>
          {gift.receipt && !pending
            ? t(gift.receipt.voidedAt ? 'gifts.voidReceipt' : 'gifts.receipt', { number: gift.receipt.number })
            : t(pending ? 'gifts.transfer' : 'gifts.details')}
        </Link>
      </div>
      {gift.receipt && !pending && <Papers receipt={gift.receipt} small />}
      {pending && <CancelPledge pledge={gift} />}
    </li>
  );
}
