import { useApolloClient, useQuery } from '@apollo/client/react';
import { type NoticePartsFragment, NoticesDocument, ReadNoticesDocument } from '@hongchuang/schema';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { refetchPage } from '../../lib/refetch-page';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { ConnectionList } from '../../ui/connection-list';
import { LinkButton } from '../../ui/link-button';
import { useShownCount } from '../../ui/load-more';
import { EmptyState, FailureNotice, SkeletonText } from '../../ui/states';
import styles from './notices.module.css';

const PAGE_SIZE = 20;

/** The viewer's notices, newest first. New ones are marked until they are opened or marked as read. */
export function NoticeList() {
  const { t } = useTranslation('notices');
  const language = useLanguage();
  const client = useApolloClient();
  const first = useShownCount(PAGE_SIZE);
  const { data, error, refetch, fetchMore } = useQuery(NoticesDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const unread = data?.viewer?.unreadNotices ?? 0;
  const readAll = useAction(ReadNoticesDocument);
  const readOne = useAction(ReadNoticesDocument);
  const viewer = data?.viewer;
  // The server writes the texts in the language of the request, so they are read again when it changes.
  useEffect(() => void refetchPage(client), [client, language]);
  // The bell receives new notices live, so the list is read again when its number changes.
  useEffect(() => void refetchPage(client), [client, unread]);
  return (
    <div className="stack">
      <div className={`row ${styles.bar}`}>
        <p className="quiet" role="status">
          {viewer && t(unread > 0 ? 'unread' : 'allRead', { count: unread })}
        </p>
        {unread > 0 && (
          <Button onClick={() => void readAll.run({ ids: null })} loading={readAll.busy}>
            {t('readAll')}
          </Button>
        )}
      </div>
      <FailureNotice failure={readAll.failure ?? readOne.failure} />
      <ConnectionList
        connection={viewer?.notices}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE_SIZE}
        skeleton={<SkeletonText lines={8} />}
        empty={
          <EmptyState title={t('empty')} actions={<LinkButton to="/projects">{t('app:seeProjects')}</LinkButton>}>
            {t('emptyText')}
          </EmptyState>
        }
        container={(items) => <ul className={styles.list}>{items}</ul>}
      >
        {(notice) => <NoticeRow notice={notice} onRead={() => void readOne.run({ ids: [notice.id] })} />}
      </ConnectionList>
    </div>
  );
}

function NoticeRow({
  notice: { title, text, path, createdAt, readAt },
  onRead,
}: {
  notice: NoticePartsFragment;
  onRead: () => void;
}) {
  const { t } = useTranslation('notices');
  const language = useLanguage();
  const fresh = readAt === null;
  return (
    <li className={`${styles.row} ${fresh ? styles.fresh : ''}`}>
      <h2 className={styles.title}>
        {fresh && <span className="sr-only">{t('new')} </span>}
        {/* Following the link marks the notice as read. */}
        <Link to={path} onClick={() => fresh && onRead()}>
          {title}
        </Link>
      </h2>
      <p className="measure">{text}</p>
      <div className="row small quiet">
        <time dateTime={createdAt}>{formatDateTime(createdAt, language)}</time>
        {fresh && (
          <Button size="small" type="text" onClick={onRead} aria-label={t('readOne', { title })}>
            {t('read')}
          </Button>
        )}
      </div>
    </li>
  );
}
