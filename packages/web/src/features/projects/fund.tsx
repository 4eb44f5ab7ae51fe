import type { ProjectMoneyFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Money } from '../../ui/money';
import styles from './projects.module.css';

/** The project's fund as the ledger has it: what came in, what went out, and what is left. */
export function FundStatementView({ fund }: { fund: ProjectMoneyFragment['fund'] }) {
  const { t } = useTranslation('projects');
  return (
    <div className="stack" style={{ gap: 12 }}>
      <dl className={`card ${styles.fund}`}>
        <div>
          <dt>{t('fund.received')}</dt>
          <dd>
            <Money fen={fund.received} exact />
          </dd>
        </div>
        <div>
          <dt>{t('fund.released')}</dt>
          <dd>
            <Money fen={-fund.released} exact />
          </dd>
        </div>
        {fund.refunded > 0 && (
          <div>
            <dt>{t('fund.refunded')}</dt>
            <dd>
              <Money fen={-fund.refunded} exact />
            </dd>
          </div>
        )}
        <div className={styles.fundBalance}>
          <dt>{t('fund.balance')}</dt>
          <dd>
            <Money fen={fund.balance} exact />
          </dd>
        </div>
      </dl>
      <p className="small quiet measure">{t('fund.note')}</p>
    </div>
  );
}
