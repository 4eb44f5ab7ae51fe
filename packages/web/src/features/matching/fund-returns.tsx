import type { MatchFundPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Money } from '../../ui/money';
import { Written } from '../../ui/written';

/** What went back to the sponsor; treasurers also see what waits for a signature. */
export function FundReturns({ returns }: Pick<MatchFundPartsFragment, 'returns'>) {
  const { t } = useTranslation('matching');
  const language = useLanguage();
  return (
    <ul>
      {returns.map(({ id, amount, reason, preparedAt, returnedAt, withdrawnAt }) => (
        <li key={id} className="stack" style={{ gap: 2, paddingBlock: 8 }}>
          <div className="row-between">
            <span>
              {returnedAt
                ? t('back.paid', { at: formatDateTime(returnedAt, language) })
                : t(withdrawnAt ? 'back.withdrawn' : 'back.waits', { at: formatDateTime(preparedAt, language) })}
            </span>
            <Money fen={amount} exact className="strong" />
          </div>
          <p className="small quiet">
            <Written>{reason}</Written>
          </p>
        </li>
      ))}
    </ul>
  );
}
