import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../lib/i18n';
import { fenToInput, formatMoney, parseYuan } from '../../lib/money';
import styles from './giving.module.css';
import type { GiftDoes } from './plan';

export interface AmountPickerProps {
  quick: readonly number[];
  /** What the project still lacks, where it takes no more than that. */
  room: number | undefined;
  does: (fen: number) => GiftDoes;
  // Given by Form.Item:
  id?: string;
  value?: string;
  onChange?: (text: string) => void;
  onBlur?: () => void;
  'aria-required'?: boolean | 'true' | 'false';
  'aria-invalid'?: boolean | 'true' | 'false';
  'aria-describedby'?: string;
}

/** Quick amounts with what each does, and any other amount. The value is the text as typed. */
export function AmountPicker({ quick, room, does, value = '', onChange, ...input }: AmountPickerProps) {
  const { t } = useTranslation('giving');
  const language = useLanguage();
  const chosen = parseYuan(value);
  return (
    <div className="stack">
      <div role="group" aria-label={t('amount.quick')} className={styles.quick}>
        {quick.map((fen) => (
          <button key={fen} type="button" className={styles.quickAmount} aria-pressed={chosen === fen} onClick={() => onChange?.(fenToInput(fen))}>
            <span className={`num ${styles.quickFigure}`}>{formatMoney(fen, language)}</span>
            <span className="small quiet">{fen === room ? t('amount.closesIt') : <GiftDoesText does={does(fen)} />}</span>
          </button>
        ))}
      </div>
      <Input
        {...input}
        size="large"
        className="num"
        inputMode="decimal"
        autoComplete="off"
        prefix="¥"
        value={value}
        onChange={(event) => onChange?.(event.target.value)}
      />
    </div>
  );
}

export function GiftDoesText({ does }: { does: GiftDoes }) {
  const { t } = useTranslation('giving');
  if (!does) return null;
  const { kind, ...facts } = does;
  return <>{t(`does.${kind}`, facts)}</>;
}
