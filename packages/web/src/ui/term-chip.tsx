import { useTranslation } from 'react-i18next';
import { toneOf } from '../lib/terms';
import { StatusChip } from './chip';

/** A status in its own words and tone: <TermChip kind="projectStatus" value={project.status} />. */
export function TermChip({ kind, value }: { kind: string; value: string }) {
  const { t } = useTranslation('terms');
  return <StatusChip tone={toneOf(value)}>{t(`${kind}.${value}`)}</StatusChip>;
}
