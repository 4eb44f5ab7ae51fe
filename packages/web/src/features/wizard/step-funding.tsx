import type { FundingRule } from '@hongchuang/schema';
import { Button, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { shanghaiDay } from '../../lib/dates';
import { usePlatform } from '../../lib/platform';
import { Field } from '../../ui/fields';
import { GiftExamples } from './gift-examples';
import type { GiftExampleRow } from './draft';
import { useRules } from './use-problems';
import styles from './wizard.module.css';

const DAYS = [30, 60, 90];
const RULES: readonly FundingRule[] = ['KEEP_WHAT_CAME', 'ALL_OR_NOTHING'];

export function FundingStep({
  onDay,
  giftExamples,
  onGiftExamples,
}: {
  onDay: (day: string) => void;
  giftExamples: GiftExampleRow[];
  onGiftExamples: (rows: GiftExampleRow[]) => void;
}) {
  const { t } = useTranslation('wizard');
  const { platform } = usePlatform();
  return (
    <>
      <Field
        name="fundingEndsAt"
        label={t('funding.endsAt')}
        help={t('funding.endsAtHelp', { count: platform?.publicNoticeDays ?? 0 })}
        required
        rules={useRules(['fundingEndsAt'])}
      >
        <Input type="date" style={{ maxWidth: 240 }} />
      </Field>
      <div className={styles.tools} style={{ marginBottom: 24 }} role="group" aria-label={t('funding.quick')}>
        {DAYS.map((days) => (
          <Button
            key={days}
            size="small"
            onClick={() => onDay(shanghaiDay(new Date(Date.now() + days * 86_400_000).toISOString()))}
          >
            {t('funding.inDays', { count: days })}
          </Button>
        ))}
      </div>
      <Field name="acceptsOverGoal" label={t('funding.over')} required>
        <Radio.Group className={styles.choices}>
          {[true, false].map((accepts) => (
            <div key={String(accepts)} className={styles.choice}>
              <Radio value={accepts}>
                <span className="strong">{t(accepts ? 'funding.accept' : 'funding.stop')}</span>
                <br />
                <span className="small quiet">{t(accepts ? 'funding.acceptMeans' : 'funding.stopMeans')}</span>
              </Radio>
            </div>
          ))}
        </Radio.Group>
      </Field>
      <Field name="fundingRule" label={t('funding.below')} required>
        <Radio.Group className={styles.choices}>
          {RULES.map((rule) => (
            <div key={rule} className={styles.choice}>
              <Radio value={rule}>
                <span className="strong">{t(`funding.rule.${rule}.title`)}</span>
                <br />
                <span className="small quiet">{t(`funding.rule.${rule}.means`)}</span>
              </Radio>
            </div>
          ))}
        </Radio.Group>
      </Field>
      <GiftExamples rows={giftExamples} onChange={onGiftExamples} />
    </>
  );
}
