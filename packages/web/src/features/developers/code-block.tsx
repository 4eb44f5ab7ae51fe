import { CopyButton } from '../../ui/copy-button';
import styles from './developers.module.css';

/** Text for a program, with a button that copies it. `label` names it for people who do not see it. */
export function CodeBlock({ label, text }: { label: string; text: string }) {
  return (
    <div className={styles.block}>
      {/* Long lines scroll, also by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <pre className={styles.code} role="region" aria-label={label} tabIndex={0} translate="no">
        <code>{text}</code>
      </pre>
      <CopyButton text={text} what={label} />
    </div>
  );
}
