import { type MemberAmounts, SetMemberAmountsDocument, type UnitDeskPageQuery } from '@hongchuang/schema';
import { Button, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../lib/use-action';
import { Money } from '../../ui/money';
import { FailureNotice } from '../../ui/states';
import { Written } from '../../ui/written';
import styles from './unit-desk.module.css';

const RULES: MemberAmounts[] = ['NOBODY', 'OWNERS', 'EDITORS'];

/** The members who gave and chose to be named, and the rule of the unit for their amounts. */
export function MembersWhoGave({
  organizationId,
  desk,
  owner,
}: {
  organizationId: string;
  desk: UnitDeskPageQuery['unitDesk'];
  owner: boolean;
}) {
  const { t } = useTranslation('unit-desk');
  const ruleId = useId();
  const [chosen, setChosen] = useState<MemberAmounts>();
  const rule = chosen ?? desk.amountsFor;
  const [saved, setSaved] = useState(false);
  const action = useAction(SetMemberAmountsDocument, { refetch: ['UnitDeskPage'], onDone: () => setSaved(true) });
  return (
    <div className="stack">
      <p className="small quiet">{t('membersLead')}</p>
      {desk.members.length === 0 ? (
        <p className="quiet">{t('noMembers')}</p>
      ) : (
        <ul className={styles.rows} aria-label={t('members')}>
          {desk.members.map(({ name, gifts, amount }, index) => (
            <li key={`${index} ${name}`} className={styles.row}>
              <span className="strong">
                <Written>{name}</Written>
              </span>
              <span className="small">{t('gifts', { count: gifts })}</span>
              {amount !== null && <Money fen={amount} exact />}
            </li>
          ))}
        </ul>
      )}
      {desk.unnamedMembers > 0 && <p className="small quiet">{t('unnamed', { count: desk.unnamedMembers })}</p>}
      {owner && (
        <div className="stack" style={{ gap: 8 }}>
          <label htmlFor={ruleId}>{t('amountsFor')}</label>
          <div className="row" style={{ gap: 8 }}>
            <Select
              id={ruleId}
              value={rule}
              style={{ minWidth: 160 }}
              options={RULES.map((one) => ({ value: one, label: t(`terms:memberAmounts.${one}`) }))}
              onChange={(one: MemberAmounts) => {
                setChosen(one);
                setSaved(false);
              }}
            />
            <Button
              loading={action.busy}
              onClick={() => void action.run({ input: { organizationId, amountsFor: rule } })}
            >
              {t('save')}
            </Button>
          </div>
          <FailureNotice failure={action.failure} kind="write" />
          <p role="status" className="small pine">
            {saved ? t('saved') : ''}
          </p>
        </div>
      )}
    </div>
  );
}
