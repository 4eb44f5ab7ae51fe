import type { IndicatorKind } from '@hongchuang/schema';
import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/fields';
import { type IndicatorRow, LIMITS } from './draft';
import { putBack, RowList } from './row-list';
import { useRules } from './use-problems';
import styles from './wizard.module.css';

const KINDS: IndicatorKind[] = ['PEOPLE_SERVED', 'ACTIVITIES_HELD', 'VOLUNTEER_HOURS', 'CUSTOM'];

export function IndicatorsStep({
  indicators,
  onChange,
}: {
  indicators: IndicatorRow[];
  onChange: (indicators: IndicatorRow[]) => void;
}) {
  const { t } = useTranslation('wizard');
  /** Fills in the usual name and unit of a kind, where the person has not written any. */
  const fill = (index: number, kind: IndicatorKind) =>
    onChange(
      indicators.map((row, at) => {
        if (at !== index || kind === 'CUSTOM') return row;
        return {
          ...row,
          kind,
          name: row?.name?.trim() ? row.name : t(`indicators.usualName.${kind}`),
          unit: row?.unit?.trim() ? row.unit : t(`indicators.usualUnit.${kind}`),
        };
      }),
    );
  return (
    <RowList
      name="indicators"
      rows={indicators}
      max={LIMITS.indicators}
      onUndo={(row, index) => onChange(putBack(indicators, row, index))}
    >
      {(index) => <IndicatorFields index={index} onKind={(kind) => fill(index, kind)} />}
    </RowList>
  );
}

function IndicatorFields({ index, onKind }: { index: number; onKind: (kind: IndicatorKind) => void }) {
  const { t } = useTranslation('wizard');
  return (
    <div className={styles.columns4}>
      <Field
        name={[index, 'kind']}
        label={t('indicators.kind')}
        required
        rules={useRules(['indicators', index, 'kind'])}
      >
        <Select
          placeholder={t('basics.choose')}
          onSelect={onKind}
          options={KINDS.map((kind) => ({ value: kind, label: t(`terms:indicatorKind.${kind}`) }))}
        />
      </Field>
      <Field
        name={[index, 'name']}
        label={t('indicators.name')}
        required
        rules={useRules(['indicators', index, 'name'])}
      >
        <Input maxLength={LIMITS.indicatorName} autoComplete="off" />
      </Field>
      <Field
        name={[index, 'target']}
        label={t('indicators.target')}
        required
        rules={useRules(['indicators', index, 'target'])}
      >
        <Input className="num" inputMode="decimal" autoComplete="off" maxLength={20} />
      </Field>
      <Field
        name={[index, 'unit']}
        label={t('indicators.unit')}
        required
        rules={useRules(['indicators', index, 'unit'])}
      >
        <Input maxLength={LIMITS.indicatorUnit} autoComplete="off" />
      </Field>
    </div>
  );
}
