import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../lib/clipboard';
import { Button } from './button';
import { Icon } from './icon';

/** `what` names the text for people who cannot see the text beside the button. */
export function CopyButton({ text, what, children }: { text: string; what: string; children?: string }) {
  const { t } = useTranslation('app');
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(undefined), 4_000);
    return () => clearTimeout(timer);
  }, [outcome]);
  return (
    <>
      <Button
        size="small"
        className="no-print"
        icon={<Icon name={outcome === 'copied' ? 'check' : 'copy'} />}
        aria-label={t('copy.label', { what })}
        onClick={() => void copyText(text).then((done) => setOutcome(done ? 'copied' : 'failed'))}
      >
        {outcome ? t(`copy.${outcome}`) : (children ?? t('copy.copy'))}
      </Button>
      <span className="sr-only" role="status">
        {outcome && t(`copy.${outcome}`)}
      </span>
    </>
  );
}
