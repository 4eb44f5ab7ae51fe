import { useQuery } from '@apollo/client/react';
import { CancelWorkDocument, type WorkRowFragment, WorksDocument } from '@hongchuang/schema';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { useChanged } from '../../lib/use-changed';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { EmptyState, FailureNotice, SkeletonText } from '../../ui/states';
import { WorkState } from '../../ui/work-state';
import { OWN_WORKS } from './topics';
import styles from './works.module.css';

const PAGE_SIZE = 20;

/** The long works of the viewer or of everybody, newest first, each with its progress or its result. */
export function WorkList({ everybodys }: { everybodys: boolean }) {
  const { t } = useTranslation('works');
  const first = useShownCount(PAGE_SIZE);
  const { data, error, refetch, fetchMore } = useQuery(WorksDocument, {
    variables: { everybodys, first },
    fetchPolicy: 'cache-and-network',
  });
  useChanged(OWN_WORKS, () => void refetch().catch(() => undefined));
  return (
    <ConnectionList
      connection={data?.works}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE_SIZE}
      skeleton={<SkeletonText lines={6} />}
      empty={<EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>}
      container={(items) => <ul className={styles.rows}>{items}</ul>}
    >
      {(work) => <WorkRow work={work} />}
    </ConnectionList>
  );
}

function WorkRow({ work }: { work: WorkRowFragment }) {
  const { t } = useTranslation('works');
  const language = useLanguage();
  const cancel = useAction(CancelWorkDocument);
  const kind = t(`terms:workKind.${work.kind}`);
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <h2 className={`h4 ${styles.subject}`}>
          {kind} · <Link to={work.path}>{work.subject}</Link>
        </h2>
        <span>{t(`state.${work.state}`)}</span>
      </div>
      <WorkState work={work} />
      <p className="small quiet">
        {work.startedBy && <>{t('by', { name: work.startedBy })} </>}
        <time dateTime={work.startedAt}>{t('started', { at: formatDateTime(work.startedAt, language) })}</time>{' '}
        {work.finishedAt && (
          <time dateTime={work.finishedAt}>{t('finished', { at: formatDateTime(work.finishedAt, language) })}</time>
        )}
      </p>
      {work.viewerMayCancel && (
        <div>
          <Button size="small" loading={cancel.busy} onClick={() => void cancel.run({ id: work.id })}>
            {t('cancel')}
          </Button>
          <p className="small quiet">{t('cancelMeans')}</p>
        </div>
      )}
      <FailureNotice failure={cancel.failure} kind={cancel.kind} />
    </li>
  );
}
