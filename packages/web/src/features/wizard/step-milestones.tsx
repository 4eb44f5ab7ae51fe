import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/fields';
import { Money } from '../../ui/money';
import { goalOf, LIMITS, type MilestoneRow } from './draft';
import { putBack, RowList } from './row-list';
import { useRules } from './use-problems';
import styles from './wizard.module.css';

export function MilestonesStep({
  milestones,
  onChange,
}: {
  milestones: MilestoneRow[];
  onChange: (milestones: MilestoneRow[]) => void;
}) {
  const { t } = useTranslation('wizard');
  return (
    <>
      <RowList
        name="milestones"
        rows={milestones}
        max={LIMITS.milestones}
        onUndo={(row, index) => onChange(putBack(milestones, row, index))}
      >
        {(index) => <MilestoneFields index={index} />}
      </RowList>
      <div className={styles.sum} role="status">
        <span>{t('milestones.sum')}</span>
        <Money fen={goalOf({ milestones })} exact className={styles.sumFigure} />
      </div>
    </>
  );
}

function MilestoneFields({ index }: { index: number }) {
  const { t } = useTranslation('wizard');
  return (
    <div className={styles.columns}>
      <Field
        name={[index, 'title']}
        label={t('milestones.title')}
        required
        rules={useRules(['milestones', index, 'title'])}
      >
        <Input
          maxLength={LIMITS.title.max}
          autoComplete="off"
          placeholder={index === 0 ? t('milestones.titleHint') : undefined}
        />
      </Field>
      <Field
        name={[index, 'amount']}
        label={t('milestones.amount')}
        required
        rules={useRules(['milestones', index, 'amount'])}
      >
        <Input className="num" inputMode="decimal" prefix="¥" autoComplete="off" maxLength={20} />
      </Field>
      <Field
        name={[index, 'dueOn']}
        label={t('milestones.dueOn')}
        required
        rules={useRules(['milestones', index, 'dueOn'])}
      >
        <Input type="date" />
      </Field>
    </div>
  );
}
