import { useQuery } from '@apollo/client/react';
import { ProjectDisclosureDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Section } from '../../ui/page';
import { ErrorState, Loading, SkeletonText } from '../../ui/states';
import { DisclosureTimeline, useReportName } from './disclosure-timeline';
import { noonOf } from './owed';

/**
 * The project's reports to the public and the date of the next one; nothing before the first deadline starts to run.
 */
export function DisclosureSection({ projectId }: { projectId: string }) {
  const { t } = useTranslation('disclosure');
  const language = useLanguage();
  const name = useReportName();
  const { data, error, refetch } = useQuery(ProjectDisclosureDocument, {
    variables: { id: projectId },
    fetchPolicy: 'cache-and-network',
  });
  const disclosure = data?.project?.disclosure;
  if (disclosure && disclosure.obligations.length === 0) return null;
  const next = disclosure?.next;
  return (
    <Section title={t('title')} id="disclosure">
      {disclosure ? (
        <>
          <p className={next?.status === 'LATE' ? 'red strong' : 'quiet measure'}>
            {next
              ? t(next.status === 'LATE' ? 'publicLate' : 'publicNext', {
                  name: name(next),
                  date: formatDate(noonOf(next.dueOn), language),
                  count: next.daysLate,
                })
              : t('publicDone')}
          </p>
          <DisclosureTimeline disclosure={disclosure} />
        </>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading>
          <SkeletonText lines={4} />
        </Loading>
      )}
    </Section>
  );
}
