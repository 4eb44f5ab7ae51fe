import { useQuery } from '@apollo/client/react';
import { type MembershipRole, OrganizationTasksDocument, type ViewerPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Skeleton } from '../../ui/states';
import { TermChip } from '../../ui/term-chip';
import { VerifiedMark } from '../../ui/verified-mark';
import { tasksOf } from './tasks';
import styles from './workspace.module.css';

/** One of my organisations: what it is, what I am in it, how much waits there. */
export function MembershipCard({ organization, role }: { organization: ViewerPartsFragment['memberships'][number]['organization']; role: MembershipRole }) {
  const { t } = useTranslation('workspace');
  const { data, error } = useQuery(OrganizationTasksDocument, { variables: { id: organization.id }, fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' });
  const full = data?.organization;
  const tasks = full ? tasksOf(full, full.projects.edges.map(({ node }) => node)) : undefined;
  const yours = tasks?.filter(({ turn }) => turn === 'yours') ?? [];
  const first = yours[0];
  return (
    <li className={`card card-pad ${styles.organization}`}>
      <div className={styles.organizationHead}>
        <h3>
          <Link to={`/workspace/${organization.id}`} className={styles.rowLink}>
            {organization.name}
          </Link>
        </h3>
        {organization.verification === 'VERIFIED' ? <VerifiedMark text /> : <TermChip kind="verification" value={organization.verification} />}
      </div>
      <p className="small quiet">{t('mine.role', { kind: t(`terms:organizationKind.${organization.kind}`), role: t(`terms:membershipRole.${role}`) })}</p>
      {tasks ? (
        first ? (
          <p className="small">
            <span className="amber strong">{t('mine.waiting', { count: yours.length })}</span>{' '}
            {first.title && t('task.of', { title: first.title })}
            {t(`task.${first.kind}`, { count: 0, date: '', about: first.about })}
          </p>
        ) : (
          <p className="small quiet">{t('mine.nothing')}</p>
        )
      ) : error ? (
        <p className="small quiet">{t('mine.unknown')}</p>
      ) : (
        <Skeleton width="70%" />
      )}
    </li>
  );
}
