import type { InputHTMLAttributes, Ref, SelectHTMLAttributes } from 'react';
import { Icon, type IconName } from './icon';
import styles from './input.module.css';

/** A field of a reading page: the browser's own input in the look of the site. */
export function Input({
  icon,
  large = false,
  className = '',
  ...input
}: InputHTMLAttributes<HTMLInputElement> & { icon?: IconName; large?: boolean; ref?: Ref<HTMLInputElement> }) {
  const field = (
    <input
      {...input}
      className={`${styles.field} ${large ? styles.large : ''} ${icon ? styles.withIcon : ''} ${className}`}
    />
  );
  if (!icon) return field;
  return (
    <span className={styles.wrap}>
      <Icon name={icon} className={styles.icon} />
      {field}
    </span>
  );
}

/**
 * A choice of one: the browser's own select, which phones show as their own wheel or sheet. Ant Design's select would
 * cost a reading page as much script as all of its words.
 */
export function Choice({
  options,
  onChoose,
  className = '',
  ...select
}: Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange'> & {
  options: readonly { value: string; label: string }[];
  onChoose: (value: string) => void;
}) {
  return (
    <span className={`${styles.wrap} ${className}`}>
      <select
        {...select}
        className={`${styles.field} ${styles.select}`}
        onChange={(event) => onChoose(event.target.value)}
      >
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <Icon name="down" className={styles.arrow} />
    </span>
  );
}
