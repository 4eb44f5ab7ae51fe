import { useQuery } from '@apollo/client/react';
import { type MembershipRole, OrganizationTasksDocument, type ViewerPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Section } from '../../ui/page';
import { Skeleton } from '../../ui/states';
import { TermChip } from '../../ui/term-chip';
import { VerifiedMark } from '../../ui/verified-mark';
import { TaskList } from './task-list';
import { tasksOf } from './tasks';
import styles from './workspace.module.css';
import { Written } from '../../ui/written';

const SHOWN = 3;

/** The first tasks that wait in one organisation, under its name; nothing when no task waits. */
export function OrganizationWaiting({
  organization,
}: {
  organization: ViewerPartsFragment['memberships'][number]['organization'];
}) {
  const { t } = useTranslation('workspace');
  const { data } = useQuery(OrganizationTasksDocument, { variables: { id: organization.id } });
  const full = data?.organization;
  const yours = full
    ? tasksOf(
        full,
        full.projects.edges.map(({ node }) => node),
      ).filter(({ turn }) => turn === 'yours')
    : [];
  if (yours.length === 0) return null;
  return (
    <Section title={t('mine.waitingAt', { organization: organization.name })}>
      <TaskList
        tasks={yours
          .slice(0, SHOWN)
          .map((task) =>
            task.to?.startsWith('#') ? { ...task, to: `/workspace/${organization.id}${task.to}` } : task,
          )}
      />
      {yours.length > SHOWN && (
        <p className="small">
          <Link to={`/workspace/${organization.id}`}>{t('mine.more', { count: yours.length - SHOWN })}</Link>
        </p>
      )}
    </Section>
  );
}

/** One of the viewer's organisations: its facts, the viewer's role, and the number of waiting tasks. */
export function MembershipCard({
  organization,
  role,
}: {
  organization: ViewerPartsFragment['memberships'][number]['organization'];
  role: MembershipRole;
}) {
  const { t } = useTranslation('workspace');
  const { data, error } = useQuery(OrganizationTasksDocument, {
    variables: { id: organization.id },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const full = data?.organization;
  const tasks = full
    ? tasksOf(
        full,
        full.projects.edges.map(({ node }) => node),
      )
    : undefined;
  const yours = tasks?.filter(({ turn }) => turn === 'yours') ?? [];
  return (
    <li className={`card card-pad ${styles.organization}`}>
      <div className={styles.organizationHead}>
        <h3>
          <Link to={`/workspace/${organization.id}`} className={styles.rowLink}>
            <Written>{organization.name}</Written>
          </Link>
        </h3>
        {organization.verification === 'VERIFIED' ? (
          <VerifiedMark text />
        ) : (
          <TermChip kind="verification" value={organization.verification} />
        )}
      </div>
      <p className="small quiet">
        {t('mine.role', {
          kind: t(`terms:organizationKind.${organization.kind}`),
          role: t(`terms:membershipRole.${role}`),
        })}
      </p>
      {tasks ? (
        <p className={`small ${yours.length > 0 ? 'amber' : 'quiet'}`}>
          {yours.length > 0 ? t('mine.waiting', { count: yours.length }) : t('mine.nothing')}
        </p>
      ) : error ? (
        <p className="small quiet">{t('mine.unknown')}</p>
      ) : (
        <Skeleton width="70%" />
      )}
    </li>
  );
}
