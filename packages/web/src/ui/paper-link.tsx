import { DownloadOutlined, FilePdfOutlined } from '@ant-design/icons';
import { type MouseEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './ui.module.css';

type State = { at: 'rest' } | { at: 'printing' } | { at: 'saved' } | { at: 'failed'; why: string };

/** WeChat's browser saves nothing that a page hands it, but opens what a link leads to. */
const opensLinksOnly = (): boolean => /MicroMessenger/i.test(navigator.userAgent);

/** Hands `paper` to the browser to be saved as `file`. */
function save(paper: Blob, file: string): void {
  const address = URL.createObjectURL(paper);
  const link = document.createElement('a');
  link.href = address;
  link.download = file;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A paper to be saved: says while it is being printed, and in words when it could not be. Still a link: it opens in a new tab like any other. */
export function PaperLink({ href, file, children, small = false, onSaved }: { href: string; file: string; children: string; small?: boolean; onSaved?: () => void }) {
  const { t } = useTranslation('app');
  const [state, setState] = useState<State>({ at: 'rest' });

  const print = async () => {
    setState({ at: 'printing' });
    try {
      const answer = await fetch(href, { credentials: 'same-origin' });
      if (!answer.ok) return setState({ at: 'failed', why: answer.status < 500 || answer.status === 503 ? await answer.text() : t('paper.failed') });
      save(await answer.blob(), file);
      setState({ at: 'saved' });
      onSaved?.();
    } catch {
      setState({ at: 'failed', why: t('paper.unreachable') });
    }
    return undefined;
  };
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || opensLinksOnly()) return;
    event.preventDefault();
    if (state.at !== 'printing') void print();
  };

  return (
    <span className={`no-print ${styles.paper}`}>
      <a href={href} className={small ? styles.paperSmall : styles.linkButton} onClick={onClick} aria-busy={state.at === 'printing'}>
        {file.endsWith('.pdf') ? <FilePdfOutlined aria-hidden /> : <DownloadOutlined aria-hidden />} {children}
      </a>
      <span role="status" className={`small ${state.at === 'failed' ? 'red' : 'quiet'}`}>
        {state.at === 'printing' && t('paper.printing')}
        {state.at === 'saved' && t('paper.saved')}
        {state.at === 'failed' && state.why}
      </span>
    </span>
  );
}
