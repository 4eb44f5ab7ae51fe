import type { StageToReleaseFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Money } from '../../ui/money';
import { Results } from './results';

/** What became of the payments that the person worked on during this visit. */
export function ReleaseResults({ stages }: { stages: readonly StageToReleaseFragment[] }) {
  const { t } = useTranslation('stages');
  return (
    <Results
      label={t('treasury.list')}
      results={stages.map((one) => {
        const names = { organization: one.project.organization.name, title: one.title, project: one.project.title };
        const released = one.status === 'RELEASED';
        return {
          id: `${one.id}:${one.status}:${one.release?.order?.id ?? ''}`,
          text: t(released ? 'treasury.done' : one.release ? 'treasury.prepared' : 'treasury.takenBack', names),
          waiting: !released,
          end: one.release && <Money fen={one.release.amount} exact className="strong" />,
        };
      })}
    />
  );
}
