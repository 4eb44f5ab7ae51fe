import type { MatchFundPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '../../lib/platform';
import { CopyButton } from '../../ui/copy-button';

/** How the sponsor fills the fund, at first and again: the account and the code of its transfers. */
export function TransferCode({ fund: { remarkCode, state, paidIn } }: { fund: MatchFundPartsFragment }) {
  const { t } = useTranslation('matching');
  const { platform } = usePlatform();
  if (remarkCode == null || state !== 'OPEN') return null;
  const account = platform?.bankAccount;
  return (
    <section className="card card-pad stack" style={{ gap: 8 }} aria-labelledby="transfer-code">
      <h2 id="transfer-code">{t(paidIn === 0 ? 'transfer.first' : 'transfer.more')}</h2>
      <p className="row">
        <span className="small quiet">{t('transfer.code')}</span>
        <strong className="num">{remarkCode}</strong>
        <CopyButton text={remarkCode} what={t('transfer.code')} />
      </p>
      {account && (
        <p className="small num">
          {account.holder} · {account.bank} · {account.number}
        </p>
      )}
      <p className="small quiet">{t('transfer.help')}</p>
    </section>
  );
}
