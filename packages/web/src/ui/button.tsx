import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './button.module.css';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  /** `primary` for the one main action of a page, `text` for a quiet one without a border. */
  kind?: 'primary' | 'default' | 'text';
  size?: 'small' | 'middle' | 'large';
  type?: 'button' | 'submit';
  icon?: ReactNode;
  /** The action runs: the button stays in place and does nothing more. */
  loading?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** The look of a button, for a link that is one. */
export const buttonClasses = ({
  kind = 'default',
  size = 'middle',
  className = '',
}: Pick<ButtonProps, 'kind' | 'size' | 'className'> = {}): string =>
  [styles.button, kind !== 'default' && styles[kind], styles[size], className].filter(Boolean).join(' ');

/**
 * The button of reading pages. Forms use the button of Ant Design, which looks the same. This one costs a reading page
 * no kit of forms.
 */
export function Button({
  kind,
  size,
  type = 'button',
  icon,
  loading = false,
  className,
  onClick,
  children,
  ...button
}: ButtonProps) {
  return (
    <button
      {...button}
      type={type === 'submit' ? 'submit' : 'button'}
      className={buttonClasses({ kind, size, className })}
      aria-busy={loading || undefined}
      onClick={loading ? undefined : onClick}
    >
      {loading ? <span className={styles.spinner} aria-hidden="true" /> : icon}
      {children}
    </button>
  );
}
