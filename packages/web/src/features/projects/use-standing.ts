import type { ProjectStandingFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../lib/browser';
import { formatEndShortDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { standingOf } from './standing';

/** Returns the sentence about the state of a project, and updates it as time passes. */
export function useStanding(project: ProjectStandingFragment): string {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const now = useNow();
  const standing = standingOf(project, now);
  return t(`standing.${standing.key}`, {
    count: standing.days,
    percent: standing.percent,
    date: standing.date && formatEndShortDate(standing.date, language, now),
  });
}
