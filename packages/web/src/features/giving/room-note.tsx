import type { GiveProjectFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatEndDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';

/** Shown before giving: how much is missing, and what happens to gifts above the goal and when the goal is missed. */
export function RoomNote({
  project,
  room,
}: {
  project: Pick<GiveProjectFragment, 'fundingEndsAt' | 'fundingRule' | 'goal' | 'progress'>;
  room: number | undefined;
}) {
  const { t } = useTranslation('giving');
  const language = useLanguage();
  const { goal, progress, fundingEndsAt } = project;
  const missing = Math.max(0, goal - progress.raised);
  return (
    <p className="small quiet" aria-live="polite">
      {[
        missing === 0 ? t('room.reached') : t('room.missing', { amount: formatExact(missing) }),
        missing > 0 &&
          progress.pendingFirm > 0 &&
          t('room.pending', { amount: formatExact(Math.min(missing, progress.pendingFirm)) }),
        room === undefined ? t('room.takesMore') : t('room.takesRoom', { amount: formatExact(room) }),
        fundingEndsAt && t('room.until', { date: formatEndDate(fundingEndsAt, language) }),
        missing > 0 && project.fundingRule === 'ALL_OR_NOTHING' && t('room.allOrNothing'),
      ]
        .filter(Boolean)
        .join(language === 'en' ? ' ' : '')}
    </p>
  );
}
