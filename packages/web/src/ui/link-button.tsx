import type { ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';
import styles from './ui.module.css';

/**
 * A link that looks like a button. It stays a link, so that it opens in a new tab and screen readers announce a link.
 */
export function LinkButton({
  primary = false,
  large = false,
  block = false,
  children,
  ...link
}: Omit<LinkProps, 'className' | 'children'> & {
  primary?: boolean;
  large?: boolean;
  block?: boolean;
  children: ReactNode;
}) {
  const classes = [
    styles.linkButton,
    primary && styles.linkButtonPrimary,
    large && styles.linkButtonLarge,
    block && styles.linkButtonBlock,
  ];
  return (
    <Link {...link} className={classes.filter(Boolean).join(' ')}>
      {children}
    </Link>
  );
}
