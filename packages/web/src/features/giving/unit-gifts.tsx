import { useQuery } from '@apollo/client/react';
import { type UnitGiftFragment, UnitGiftsDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatArrival } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { ConnectionList } from '../../ui/connection-list';
import { LinkButton } from '../../ui/link-button';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { EmptyState, SkeletonText } from '../../ui/states';
import type { PapersOf } from './own-gifts';
import styles from './giving.module.css';
import { Written } from '../../ui/written';

const PAGE_SIZE = 10;

/** The gifts of a unit that arrived, newest first, no matter who handled them. */
export function UnitGifts({ organizationId, Papers }: { organizationId: string; Papers: PapersOf }) {
  const { t } = useTranslation('giving');
  const first = useShownCount(PAGE_SIZE, `gifts-${organizationId}`);
  const { data, error, refetch, fetchMore } = useQuery(UnitGiftsDocument, {
    variables: { id: organizationId, first },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  return (
    <ConnectionList
      connection={data?.organization?.pledges ?? undefined}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE_SIZE}
      name={`gifts-${organizationId}`}
      skeleton={<SkeletonText lines={4} />}
      empty={
        <EmptyState
          title={t('gifts.unitEmptyTitle')}
          actions={<LinkButton to="/projects">{t('app:seeProjects')}</LinkButton>}
        />
      }
      container={(items) => <ul className={styles.giftList}>{items}</ul>}
    >
      {(gift) => <UnitGiftRow gift={gift} Papers={Papers} />}
    </ConnectionList>
  );
}

function UnitGiftRow({ gift, Papers }: { gift: UnitGiftFragment; Papers: PapersOf }) {
  const { t } = useTranslation('giving');
  const language = useLanguage();
  return (
    <li>
      <div className="row-between">
        <Link to={`/projects/${gift.project.slug}`} className="strong">
          <Written>{gift.project.title}</Written>
        </Link>
        <Money fen={gift.amount} exact className="strong" />
      </div>
      <p className="row small quiet">
        <span className="num nowrap">{formatArrival(gift.paidAt ?? gift.createdAt, language)}</span>
        {gift.handledBy && (
          <span>
            {t('receipt.handler')} {gift.handledBy}
          </span>
        )}
        {gift.receipt && (
          <Link to={`/receipts/${gift.receipt.number}`} className="num nowrap">
            {t('gifts.receipt', { number: gift.receipt.number })}
          </Link>
        )}
      </p>
      {gift.receipt && <Papers receipt={gift.receipt} small />}
    </li>
  );
}
