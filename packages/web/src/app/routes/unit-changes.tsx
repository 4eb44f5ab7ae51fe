import { useQuery } from '@apollo/client/react';
import { type UnitChangeRowFragment, UnitChangesDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type DecidesAs, UnitChangeCard, UnitChangeFacts } from '../../features/organizations/unit-changes';
import { UnitMergerForm } from '../../features/organizations/unit-merger-form';
import { UnitSplitForm } from '../../features/organizations/unit-split-form';
import { Page, PageTitle, Section } from '../../ui/page';
import { ErrorState, PageSkeleton } from '../../ui/states';
import { NotFound } from '../error-page';

const isOpen = ({ state }: UnitChangeRowFragment): boolean => state === 'ASKED' || state === 'CONSENTED';

/** Mergers and splits of a unit: what waits, what was decided, and the forms of its owners. */
export function Component() {
  const { t } = useTranslation('unit-changes');
  const { organizationId = '' } = useParams();
  const { data, error, loading, refetch } = useQuery(UnitChangesDocument, {
    variables: { id: organizationId },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const unit = data?.organization;
  if (!unit) {
    if (data && !loading) return <NotFound />;
    return (
      <Page>
        <PageTitle title={t('title')} />
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <PageSkeleton />}
      </Page>
    );
  }
  if (unit.viewerRole === null) return <NotFound />;
  const owner = unit.viewerRole === 'OWNER';
  const waiting = unit.changes.filter(isOpen);
  const past = unit.changes.filter((change) => !isOpen(change));
  const roleIn = (change: UnitChangeRowFragment): DecidesAs | null =>
    !owner ? null : change.unit.id === unit.id ? 'asker' : 'other';
  // A unit that is to close, or to be split, cannot ask for something else.
  const asks = owner && unit.closedAt === null && waiting.every((change) => change.unit.id !== unit.id);
  return (
    <Page>
      <PageTitle
        title={t('title')}
        lead={t('lead')}
        above={
          <Link to={`/workspace/${unit.id}`} className="small">
            {t('back')}
          </Link>
        }
      />
      <div className="stack-lg" style={{ gap: 40 }}>
        {waiting.length > 0 && (
          <Section title={t('waiting')}>
            <div className="stack">
              {waiting.map((change) => (
                <UnitChangeCard key={change.id} change={change} as={roleIn(change)} refetch={['UnitChanges']} />
              ))}
            </div>
          </Section>
        )}
        {asks && (
          <Section title={t('merger.title')}>
            <p className="quiet">{t('merger.lead')}</p>
            <UnitMergerForm organizationId={unit.id} />
          </Section>
        )}
        {asks && (
          <Section title={t('split.title')}>
            <p className="quiet">{t('split.lead')}</p>
            <UnitSplitForm unit={unit} />
          </Section>
        )}
        {!owner && <p className="quiet">{t('none')}</p>}
        {past.length > 0 && (
          <Section title={t('past')}>
            <div className="stack">
              {past.map((change) => (
                <article key={change.id} className="card card-pad stack" aria-label={change.unit.name}>
                  <UnitChangeFacts change={change} />
                </article>
              ))}
            </div>
          </Section>
        )}
      </div>
    </Page>
  );
}
