import type { OwnPledgeFragment, PlatformPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../lib/browser';
import { daysUntilEnd, formatEndDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { fenToInput, formatExact } from '../../lib/money';
import { CopyButton } from '../../ui/copy-button';
import { Money } from '../../ui/money';
import { StatusChip } from '../../ui/chip';
import { Fact, Facts } from './facts';
import styles from './giving.module.css';
import { Written } from '../../ui/written';

/** All details that a bank transfer needs, to read out, copy or print. */
export function TransferDetails({
  pledge,
  account,
  demo,
}: {
  pledge: OwnPledgeFragment;
  account: PlatformPartsFragment['bankAccount'] | undefined;
  demo: boolean;
}) {
  const { t } = useTranslation('giving');
  const language = useLanguage();
  const now = useNow();
  const amount = formatExact(pledge.amount, 'always');
  const days = pledge.expiresAt ? daysUntilEnd(pledge.expiresAt, now) : undefined;
  return (
    <article className={`card ${styles.transfer}`}>
      {pledge.remarkCode && (
        <div>
          <p className="small quiet">{t('transfer.code')}</p>
          <p className="row">
            <strong className={styles.code}>{pledge.remarkCode}</strong>
            <CopyButton text={pledge.remarkCode} what={t('transfer.code')} />
          </p>
          <p className="small quiet">{t('transfer.codeHelp')}</p>
        </div>
      )}
      <ol className={styles.steps} aria-label={t('transfer.stepsLabel')}>
        <li>{t('transfer.step1')}</li>
        <li>{t('transfer.step2', { amount, code: pledge.remarkCode ?? '' })}</li>
        <li>{t('transfer.step3')}</li>
      </ol>
      <Facts>
        {pledge.onBehalfOfName && (
          <Fact label={t('receipt.donor')}>
            <Written>{pledge.onBehalfOfName}</Written>
            {pledge.onBehalfOf?.creditCode && (
              <span className="small quiet num nowrap"> {pledge.onBehalfOf.creditCode}</span>
            )}
          </Fact>
        )}
        <Fact label={t('transfer.amount')}>
          <span className="row" style={{ gap: 8 }}>
            <Money fen={pledge.amount} exact className="strong" />
            <CopyButton text={fenToInput(pledge.amount)} what={t('transfer.amount')} />
            <span className="small quiet">{t('transfer.amountHelp')}</span>
          </span>
        </Fact>
        {account && (
          <>
            <Fact label={t('transfer.holder')}>
              <Copyable text={account.holder} what={t('transfer.holder')} />
            </Fact>
            <Fact label={t('transfer.bank')}>
              <Copyable text={account.bank} what={t('transfer.bank')} />
            </Fact>
            <Fact label={t('transfer.number')}>
              <Copyable text={account.number} what={t('transfer.number')} />
            </Fact>
          </>
        )}
      </Facts>
      {pledge.expiresAt && days !== undefined && (
        <p className="row" style={{ gap: 8 }}>
          <StatusChip tone="waiting">
            {days <= 0 ? t('transfer.today') : t('transfer.daysLeft', { count: days })}
          </StatusChip>
          <span className="num">{t('transfer.by', { date: formatEndDateTime(pledge.expiresAt, language) })}</span>
        </p>
      )}
      {!pledge.project.acceptsOverGoal && (
        <p className="small">
          {pledge.keepsPlaceUntil
            ? t('transfer.place', { date: formatEndDateTime(pledge.keepsPlaceUntil, language) })
            : t('transfer.noPlace')}
        </p>
      )}
      <p className="small quiet">{t(demo ? 'transfer.demo' : 'transfer.after')}</p>
    </article>
  );
}

function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <span className="row" style={{ gap: 8 }}>
      <span className="num">{text}</span>
      <CopyButton text={text} what={what} />
    </span>
  );
}
