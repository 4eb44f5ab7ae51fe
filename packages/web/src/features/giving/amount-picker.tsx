import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { fenToInput, formatExact, parseYuan } from '../../lib/money';
import styles from './giving.module.css';
import type { GiftEffect } from './plan';
import { Written } from '../../ui/written';

export interface AmountPickerProps {
  quick: readonly number[];
  /** What the project still lacks, in fen, when it takes no more than that. */
  room: number | undefined;
  does: (fen: number) => GiftEffect;
  // Set by Form.Item:
  id?: string;
  value?: string;
  onChange?: (text: string) => void;
  onBlur?: () => void;
  'aria-required'?: boolean | 'true' | 'false';
  'aria-invalid'?: boolean | 'true' | 'false';
  'aria-describedby'?: string;
}

/** Quick amounts with their effects, and any other amount. The value is the typed text. */
export function AmountPicker({ quick, room, does, value = '', onChange, ...input }: AmountPickerProps) {
  const { t } = useTranslation('giving');
  const chosen = parseYuan(value);
  return (
    <div className="stack">
      <div role="group" aria-label={t('amount.quick')} className={styles.quick}>
        {quick.map((fen) => (
          <button
            key={fen}
            type="button"
            className={styles.quickAmount}
            aria-pressed={chosen === fen}
            onClick={() => onChange?.(fenToInput(fen))}
          >
            <span className={`num ${styles.quickFigure}`}>{formatExact(fen)}</span>
            <span className="small quiet">
              {fen === room ? t('amount.closesIt') : <GiftEffectText does={does(fen)} />}
            </span>
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

export function GiftEffectText({ does }: { does: GiftEffect }) {
  const { t } = useTranslation('giving');
  if (!does) return null;
  if (does.kind === 'told') return <Written>{does.words}</Written>;
  const { kind, ...facts } = does;
  return <>{t(`does.${kind}`, facts)}</>;
}
