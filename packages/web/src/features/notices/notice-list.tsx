import { useApolloClient, useQuery } from '@apollo/client/react';
import { type NoticePartsFragment, NoticesDocument, type NoticeTopic, ReadNoticesDocument } from '@hongchuang/schema';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAddressBar } from '../../lib/address-bar';
import { refetchPage } from '../../lib/refetch-page';
import { formatDay, formatTime, shanghaiDay } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { ConnectionList } from '../../ui/connection-list';
import { LinkButton } from '../../ui/link-button';
import { Choice } from '../../ui/input';
import { useShownCount } from '../../ui/load-more';
import { EmptyState, FailureNotice, SkeletonText } from '../../ui/states';
import styles from './notices.module.css';

const PAGE_SIZE = 20;
const TOPICS: readonly NoticeTopic[] = ['GIFTS', 'SUPPORTED', 'PROJECTS', 'UNITS', 'WORK'];

/** The viewer's notices, newest first. New ones are marked until they are opened or marked as read. */
export function NoticeList() {
  const { t } = useTranslation('notices');
  const language = useLanguage();
  const client = useApolloClient();
  const first = useShownCount(PAGE_SIZE);
  const { get } = useAddressBar();
  const topic = TOPICS.find((one) => one === get('topic')) ?? null;
  const onlyUnread = get('unread') === '1';
  const { data, error, refetch, fetchMore } = useQuery(NoticesDocument, {
    variables: { first, topic, unread: onlyUnread },
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
      <Filters />
      <FailureNotice failure={readAll.failure ?? readOne.failure} />
      <ConnectionList
        connection={viewer?.notices}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE_SIZE}
        skeleton={<SkeletonText lines={8} />}
        empty={
          topic !== null || onlyUnread ? (
            <EmptyState title={t('emptyFiltered')} actions={<LinkButton to="/notices">{t('showAll')}</LinkButton>} />
          ) : (
            <EmptyState title={t('empty')} actions={<LinkButton to="/projects">{t('app:seeProjects')}</LinkButton>}>
              {t('emptyText')}
            </EmptyState>
          )
        }
        whole={(notices) => <ByDay notices={notices} onRead={(id) => void readOne.run({ ids: [id] })} />}
      />
    </div>
  );
}

function Filters() {
  const { t } = useTranslation('notices');
  const { get, set } = useAddressBar();
  return (
    <div className={styles.filters}>
      <Choice
        aria-label={t('filter.topic')}
        value={get('topic')}
        options={[
          { value: '', label: t('filter.all') },
          ...TOPICS.map((value) => ({ value, label: t(`topic.${value}`) })),
        ]}
        onChoose={(topic) => set({ topic })}
      />
      <label className="row">
        <input
          type="checkbox"
          checked={get('unread') === '1'}
          onChange={(event) => set({ unread: event.target.checked ? '1' : undefined })}
        />
        {t('filter.unread')}
      </label>
    </div>
  );
}

const DAY_MS = 86_400_000;

function ByDay({ notices, onRead }: { notices: readonly NoticePartsFragment[]; onRead: (id: string) => void }) {
  const { t } = useTranslation('notices');
  const language = useLanguage();
  const now = Date.now();
  const names = new Map([
    [shanghaiDay(new Date(now).toISOString()), t('today')],
    [shanghaiDay(new Date(now - DAY_MS).toISOString()), t('yesterday')],
  ]);
  const days = [...new Set(notices.map(({ createdAt }) => shanghaiDay(createdAt)))];
  return days.map((day) => (
    <section key={day} aria-labelledby={`day-${day}`}>
      <h2 className={styles.day} id={`day-${day}`}>
        {names.get(day) ?? formatDay(day, language)}
      </h2>
      <ul className={styles.list}>
        {notices
          .filter(({ createdAt }) => shanghaiDay(createdAt) === day)
          .map((notice) => (
            <NoticeRow key={notice.id} notice={notice} onRead={() => onRead(notice.id)} />
          ))}
      </ul>
    </section>
  ));
}

function NoticeRow({
  notice: { topic, title, text, path, createdAt, readAt },
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
      <h3 className={styles.title}>
        {fresh && <span className="sr-only">{t('new')} </span>}
        {/* Following the link marks the notice as read. */}
        <Link to={path} onClick={() => fresh && onRead()}>
          {title}
        </Link>
      </h3>
      <p className={`measure ${styles.text}`}>{text}</p>
      <div className="row small quiet">
        <span>{t(`topic.${topic}`)}</span>
        <time dateTime={createdAt}>{formatTime(createdAt, language)}</time>
        {fresh && (
          <Button size="small" type="text" onClick={onRead} aria-label={t('readOne', { title })}>
            {t('read')}
          </Button>
        )}
      </div>
    </li>
  );
}
