import type { GiveProjectFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';

/** Said before giving: how much is missing, and what becomes of gifts past the goal. */
export function RoomNote({ project }: { project: Pick<GiveProjectFragment, 'acceptsOverGoal' | 'fundingEndsAt' | 'goal' | 'progress'> }) {
  const { t } = useTranslation('giving');
  const language = useLanguage();
  const { goal, progress, acceptsOverGoal, fundingEndsAt } = project;
  const missing = Math.max(0, goal - progress.raised);
  const key = missing === 0 ? 'room.over' : acceptsOverGoal ? 'room.leftOpen' : 'room.left';
  return (
    <p className="small quiet" aria-live="polite">
      {[
        t(key, { amount: formatExact(missing) }),
        progress.pending > 0 && t('room.pending', { amount: formatExact(progress.pending) }),
        fundingEndsAt && t('room.until', { date: formatDate(fundingEndsAt, language) }),
      ]
        .filter(Boolean)
        .join(language === 'en' ? ' ' : '')}
    </p>
  );
}
