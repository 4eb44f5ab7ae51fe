import { RemindUnitsDocument, type RemindUnitsInput, type UnitDeskPageQuery } from '@hongchuang/schema';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useKeyedAction } from '../../lib/use-keyed-action';
import { Money } from '../../ui/money';
import { FailureNotice } from '../../ui/states';
import { TermChip } from '../../ui/term-chip';
import { Written } from '../../ui/written';
import styles from './unit-desk.module.css';

type Desk = UnitDeskPageQuery['unitDesk'];
export type DeskScope = Pick<RemindUnitsInput, 'organizationId' | 'from' | 'until' | 'campaignId'>;

/** The units below, those that have not answered first, with reminders to those that are ticked. */
export function UnitRows({ rows, scope }: { rows: Desk['rows']; scope: DeskScope }) {
  const { t } = useTranslation('unit-desk');
  const language = useLanguage();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [reminded, setReminded] = useState<number | null>(null);
  const action = useKeyedAction(
    RemindUnitsDocument,
    `remind-units:${scope.organizationId}`,
    (content: Omit<RemindUnitsInput, 'idempotencyKey'>, idempotencyKey) => ({ input: { ...content, idempotencyKey } }),
    { refetch: ['UnitDeskPage'] },
  );
  if (rows.length === 0) return <p className="quiet">{t('noUnits')}</p>;
  const remind = async () => {
    setReminded(null);
    const sent = await action.send({ ...scope, unitIds: [...chosen] });
    if (sent === undefined) return;
    setChosen([]);
    setReminded(sent.remindUnits.length);
  };
  return (
    <div className="stack">
      <ul className={styles.rows} aria-label={t('units')}>
        {rows.map(({ unit, answer, remindedAt, membersGave, membersKnown, gifts, amount }) => (
          <li key={unit.id} className={styles.row}>
            <Checkbox
              checked={chosen.includes(unit.id)}
              onChange={({ target }) =>
                setChosen((before) => (target.checked ? [...before, unit.id] : before.filter((one) => one !== unit.id)))
              }
            >
              <span className="strong">
                <Written>{unit.name}</Written>
              </span>
            </Checkbox>
            <TermChip kind="unitAnswer" value={answer} />
            <span className="small">{t('ofMembers', { gave: membersGave, known: membersKnown })}</span>
            <span className="small">{t('gifts', { count: gifts })}</span>
            <Money fen={amount} exact />
            <span className="small quiet">
              {remindedAt && `${t('reminded')} ${formatDate(remindedAt, language)}`}{' '}
              <Link to={`/organizations/${unit.id}`} aria-label={`${t('unit')} ${unit.name}`}>
                {t('unit')}
              </Link>
            </span>
          </li>
        ))}
      </ul>
      <div className="row" style={{ gap: 8 }}>
        <Button onClick={() => setChosen(rows.flatMap(({ unit, answer }) => (answer === 'NONE' ? [unit.id] : [])))}>
          {t('silent')}
        </Button>
        <Button type="primary" disabled={chosen.length === 0} loading={action.busy} onClick={() => void remind()}>
          {t('remind', { count: chosen.length })}
        </Button>
      </div>
      <FailureNotice failure={action.failure} kind={action.kind} />
      <p role="status" className="small pine">
        {reminded === null ? '' : t('done', { count: reminded })}
      </p>
    </div>
  );
}
