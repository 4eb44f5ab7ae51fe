import type { CollectedListPartsFragment } from '@hongchuang/schema';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatEndDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { fenToInput } from '../../lib/money';
import { usePlatform } from '../../lib/platform';
import { CopyButton } from '../../ui/copy-button';
import { Money } from '../../ui/money';
import { Written } from '../../ui/written';

/** All that the one transfer for a list needs. */
export function ListTransfer({ list }: { list: CollectedListPartsFragment }) {
  const { t } = useTranslation('collected-lists');
  const language = useLanguage();
  const account = usePlatform().platform?.bankAccount;
  const { remarkCode, amount, expiresAt, project, standing } = list;
  const fact = (what: string, text: string, shown: ReactNode = text) => (
    <p className="row" style={{ gap: 8 }}>
      <span className="quiet">{what}</span>
      <strong className="num">{shown}</strong>
      <CopyButton text={text} what={what} />
    </p>
  );
  return (
    <article className="card stack" style={{ gap: 8, padding: 16 }}>
      {project && (
        <p>
          <Link to={`/projects/${project.slug}`}>
            <Written>{project.title}</Written>
          </Link>
        </p>
      )}
      {standing.waiting > 0 && (
        <>
          <h2 className="h4">{t('transfer.title')}</h2>
          {remarkCode && fact(t('transfer.code'), remarkCode)}
          <p className="small quiet">{t('transfer.codeHelp')}</p>
          {fact(t('transfer.amount'), fenToInput(amount), <Money fen={amount} exact />)}
          {account && (
            <>
              {fact(t('transfer.holder'), account.holder)}
              {fact(t('transfer.bank'), account.bank)}
              {fact(t('transfer.number'), account.number)}
            </>
          )}
          {expiresAt && (
            <p className="small quiet">{t('transfer.until', { at: formatEndDateTime(expiresAt, language) })}</p>
          )}
        </>
      )}
    </article>
  );
}
