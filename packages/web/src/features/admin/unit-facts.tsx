import type { AdminUnitFragment } from '@hongchuang/schema';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Money } from '../../ui/money';
import styles from './admin.module.css';
import { CreditCodeCheck } from './credit-code-check';
import { Written } from '../../ui/written';

export const unitAddress = (id: string): string => `/admin?tab=units&unit=${id}`;

/** The facts that an administrator checks before verifying a unit. */
export function UnitFacts({ unit }: { unit: AdminUnitFragment }) {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  return (
    <dl className={styles.facts}>
      <Fact label={t('fact.creditCode')} wide>
        <CreditCodeCheck code={unit.creditCode} />
      </Fact>
      <Fact label={t('fact.kind')}>{t(`terms:organizationKind.${unit.kind}`)}</Fact>
      <Fact label={t('fact.parent')}>
        {unit.parent ? (
          <Link to={unitAddress(unit.parent.id)}>
            <Written>{unit.parent.name}</Written>
          </Link>
        ) : (
          t('fact.noParent')
        )}
      </Fact>
      <Fact label={t('fact.created')}>{formatDate(unit.createdAt, language)}</Fact>
      {unit.given > 0 && (
        <Fact label={t('fact.given')}>
          <Money fen={unit.given} />
        </Fact>
      )}
      <Fact label={t('fact.about')} wide>
        <span className={styles.lines}>{unit.about || t('fact.noAbout')}</span>
      </Fact>
      {unit.verificationComment && (
        <Fact label={t('fact.comment')} wide>
          <span className={styles.lines}>{unit.verificationComment}</span>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ label, wide = false, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? styles.wide : undefined}>
      <dt className="small quiet">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
