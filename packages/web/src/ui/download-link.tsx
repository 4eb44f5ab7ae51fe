import { Icon } from './icon';
import styles from './ui.module.css';

/** A link to a file that the browser saves, under another name where `as` gives one. It looks like a button. */
export function DownloadLink({ href, as, children }: { href: string; as?: string; children: string }) {
  return (
    <a href={href} download={as ?? true} className={styles.linkButton}>
      <Icon name="download" /> {children}
    </a>
  );
}
