import { useTranslation } from 'react-i18next';
import { Markdown } from '../../ui/served-markdown';
import { ErrorState, Loading, SkeletonText } from '../../ui/states';
import type { HelpTopic } from './topics';
import { useInstallation } from './use-installation';

/** A text of the help, with the figures of this installation. */
export function HelpText({ of }: { of: `topics.${HelpTopic}` | 'about' | 'terms' }) {
  const { t } = useTranslation('help');
  const { installation, error, refetch } = useInstallation();
  if (installation) return <Markdown>{t(`${of}.text`, installation.figures)}</Markdown>;
  return error ? (
    <ErrorState error={error} onRetry={() => void refetch()} />
  ) : (
    <Loading>
      <SkeletonText lines={8} />
    </Loading>
  );
}
