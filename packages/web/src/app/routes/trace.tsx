import { useTranslation } from 'react-i18next';
import { TraceAlerts } from '../../features/trace/trace-alerts';
import { TraceFilters } from '../../features/trace/trace-filters';
import { TraceList } from '../../features/trace/trace-list';
import { useViewer } from '../../lib/viewer';
import { Page, PageTitle, Section } from '../../ui/page';

/** The trace for auditors. Administrators see what was found unusual in it, and no entry. */
export function Component() {
  const { t } = useTranslation('trace');
  const { hasRole } = useViewer();
  return (
    <Page>
      <PageTitle title={t('title')} lead={t('lead')} />
      <Section title={t('alerts.title')} id="alerts">
        <TraceAlerts />
      </Section>
      {hasRole('AUDITOR') && (
        <Section title={t('entries')} id="entries">
          <div className="stack">
            <TraceFilters />
            <TraceList />
          </div>
        </Section>
      )}
    </Page>
  );
}
