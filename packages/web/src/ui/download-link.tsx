import { Icon } from './icon';
import styles from './ui.module.css';

/** A link to a file that the browser saves. It looks like a button. */
export function DownloadLink({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} download className={styles.linkButton}>
      <Icon name="download" /> {children}
    </a>
  );
}
