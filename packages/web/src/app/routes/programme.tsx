import { useQuery } from '@apollo/client/react';
import { ProgrammePageDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { AllocationForm } from '../../features/programmes/allocation-form';
import { GrantsForm } from '../../features/programmes/grants-form';
import { IncomeForm } from '../../features/programmes/income-form';
import { ProgrammeDecision } from '../../features/programmes/programme-decision';
import { ProgrammeChip, ProgrammeFigures, ProgrammeSources } from '../../features/programmes/programme-money';
import { ProgrammeMoves } from '../../features/programmes/programme-moves';
import { useLivePage } from '../../lib/use-live-page';
import { useViewer } from '../../lib/viewer';
import { Page, PageTitle, Section } from '../../ui/page';
import { ErrorState, PageSkeleton } from '../../ui/states';
import { Written } from '../../ui/written';
import { NotFound } from '../error-page';

export function Component() {
  const { t } = useTranslation('programmes');
  const { id = '' } = useParams();
  const { hasRole } = useViewer();
  const { data, error, refetch } = useQuery(ProgrammePageDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  useLivePage([`programme:${id}`]);
  const programme = data?.programme;
  if (!programme) {
    if (data) return <NotFound />;
    return (
      <Page>
        {error ? (
          <>
            <PageTitle title={t('title')} />
            <ErrorState error={error} onRetry={() => void refetch()} />
          </>
        ) : (
          <PageSkeleton />
        )}
      </Page>
    );
  }
  const { state, purpose, sourceUse, reason, proposedByViewer } = programme;
  return (
    <Page>
      <PageTitle live title={programme.title} above={state === 'OPEN' ? undefined : <ProgrammeChip state={state} />} />
      <div className="stack-lg">
        <p className="measure" style={{ whiteSpace: 'pre-line' }}>
          <Written>{purpose}</Written>
        </p>
        {reason && <p className="measure">{t('refused', { reason })}</p>}
        {state === 'PROPOSED' && hasRole('REVIEWER') && !proposedByViewer && <ProgrammeDecision id={id} />}
        <Section title={t('money.title')}>
          <div className="stack">
            <ProgrammeFigures programme={programme} />
            <ProgrammeSources programme={programme} />
            <p className="small quiet">{t(`terms:sourceUse.${sourceUse}`)}</p>
          </div>
        </Section>
        {state === 'OPEN' && hasRole('TREASURER') && (
          <>
            <Section title={t('income.title')}>
              <IncomeForm programme={programme} />
            </Section>
            <Section title={t('grants.title')}>
              <GrantsForm id={id} />
            </Section>
            <Section title={t('allocation.title')}>
              <AllocationForm programme={programme} />
            </Section>
          </>
        )}
        <Section title={t('moves.title')}>
          <ProgrammeMoves id={id} />
        </Section>
      </div>
    </Page>
  );
}
