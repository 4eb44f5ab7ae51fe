import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** True once `text` is on the clipboard. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** For browsers inside other apps and pages without TLS, where the clipboard API is missing or refused. */
function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.readOnly = true;
  area.style.cssText = 'position:fixed;top:0;opacity:0';
  const focused = document.activeElement as HTMLElement | null;
  document.body.append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    area.remove();
    focused?.focus();
  }
}

/** `what` names the text for those who cannot see what stands beside the button. */
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
        icon={outcome === 'copied' ? <CheckOutlined /> : <CopyOutlined />}
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
