import type { MatchFundPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatExact } from '../../lib/money';
import { Figure, Figures } from '../../ui/figures';
import { Money } from '../../ui/money';
import { ProgressBar } from '../../ui/progress-bar';

/** What the sponsor paid in, what was added to gifts, and what is left. */
export function FundMoney({ fund: { paidIn, given, left, returned } }: { fund: MatchFundPartsFragment }) {
  const { t } = useTranslation('matching');
  return (
    <div className="stack" style={{ gap: 12 }}>
      <ProgressBar
        value={given}
        max={paidIn}
        label={t('money.given')}
        text={t('money.text', { given: formatExact(given), paidIn: formatExact(paidIn), left: formatExact(left) })}
      />
      <Figures>
        <Figure label={t('money.left')}>
          <Money fen={left} exact />
        </Figure>
        <Figure label={t('money.given')}>
          <Money fen={given} exact />
        </Figure>
        {returned > 0 && (
          <Figure label={t('money.returned')}>
            <Money fen={returned} exact />
          </Figure>
        )}
        <Figure label={t('money.paidIn')}>
          <Money fen={paidIn} exact />
        </Figure>
      </Figures>
    </div>
  );
}
