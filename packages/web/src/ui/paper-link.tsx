import { type MouseEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askForProof, PROOF_REQUIRED } from '../lib/proof-of-identity';
import { Icon } from './icon';
import styles from './ui.module.css';

type State = { at: 'rest' } | { at: 'printing' } | { at: 'saved' } | { at: 'failed'; why: string };

/** WeChat's browser does not save blobs, but it opens the target of a link. */
const opensLinksOnly = (): boolean => /MicroMessenger/i.test(navigator.userAgent);

/** Makes the browser save `paper` as `file`. */
function save(paper: Blob, file: string): void {
  const address = URL.createObjectURL(paper);
  const link = document.createElement('a');
  link.href = address;
  link.download = file;
  link.click();
  // The browser reads the address after the click, so it must stay valid for a while.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * A link to a paper that can be saved. It shows that the paper is being printed, and a message when that failed. It
 * stays a link, so that it opens in a new tab like any other.
 */
export function PaperLink({
  href,
  file,
  children,
  small = false,
  onSaved,
}: {
  href: string;
  file: string;
  children: string;
  small?: boolean;
  onSaved?: () => void;
}) {
  const { t } = useTranslation('app');
  const [state, setState] = useState<State>({ at: 'rest' });

  const print = async () => {
    setState({ at: 'printing' });
    try {
      let answer = await fetch(href, { credentials: 'same-origin' });
      if (answer.headers.get('x-refusal') === PROOF_REQUIRED && (await askForProof()))
        answer = await fetch(href, { credentials: 'same-origin' });
      if (!answer.ok)
        return setState({
          at: 'failed',
          why: answer.status < 500 || answer.status === 503 ? await answer.text() : t('paper.failed'),
        });
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
      <a
        href={href}
        className={small ? styles.paperSmall : styles.linkButton}
        onClick={onClick}
        aria-busy={state.at === 'printing'}
      >
        <Icon name={file.endsWith('.pdf') ? 'document' : 'download'} /> {children}
      </a>
      <span role="status" className={`small ${state.at === 'failed' ? 'red' : 'quiet'}`}>
        {state.at === 'printing' && t('paper.printing')}
        {state.at === 'saved' && t('paper.saved')}
        {state.at === 'failed' && state.why}
      </span>
    </span>
  );
}
