import type { OwnPledgeFragment, PlatformPartsFragment } from '@hongchuang/schema';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../ui/link-button';
import { PageTitle } from '../../ui/page';
import { formatExact } from '../../lib/money';
import { TermChip } from '../../ui/term-chip';
import { CancelPledge } from './cancel-pledge';
import { PayOnline } from './pay-online';
import { GiftReceipt } from './gift-receipt';
import styles from './giving.module.css';
import { ShareProject } from './share-project';
import { TransferDetails } from './transfer-details';

export interface PledgeResultProps {
  pledge: OwnPledgeFragment;
  platform: PlatformPartsFragment | undefined;
  signedIn: boolean;
  /** Called with the gift after it was paid online. */
  onPaid: (pledge: OwnPledgeFragment) => void;
  stage: { title: string; amount: number } | undefined;
  /** What match funds added to the gift; another feature draws it. */
  matches?: ReactNode;
  /** The uses of the gift; another feature draws them. */
  trace?: ReactNode;
  /** Links to its receipt and certificate as papers; another feature draws them. */
  papers?: ReactNode;
  /** To whom the official invoice is made out; another feature asks. */
  invoice?: ReactNode;
  /** The refunds of the gift; another feature draws them. */
  refunds?: ReactNode;
}

/** The state of a gift, the donor's next step, and the receipt to keep. */
export function PledgeResult({
  pledge,
  platform,
  signedIn,
  onPaid,
  stage,
  matches,
  trace,
  papers,
  invoice,
  refunds,
}: PledgeResultProps) {
  const { t } = useTranslation('giving');
  const { status, receipt, project } = pledge;
  const name = pledge.onBehalfOfName ?? pledge.payerName ?? receipt?.donorName ?? pledge.displayName;
  const online = platform?.paymentMethods.some((method) => method === 'WECHAT_PAY' || method === 'ALIPAY') === true;
  const over = status === 'CANCELLED' || status === 'EXPIRED' || status === 'REFUNDED';
  return (
    <div className="stack" style={{ gap: 24 }}>
      <div>
        <PageTitle
          title={online && status === 'PENDING' ? t('pay.title') : t(`result.${status}.title`, { name })}
          lead={online && status === 'PENDING' ? t('pay.lead') : t(`result.${status}.lead`)}
          above={
            over ? (
              <div>
                <TermChip kind="pledgeStatus" value={status} />
              </div>
            ) : undefined
          }
        />
        {pledge.promisedAmount != null && (
          <p className={styles.keep} role="note">
            {t('gifts.asReceived', {
              promised: formatExact(pledge.promisedAmount, 'always'),
              arrived: formatExact(pledge.amount, 'always'),
            })}
          </p>
        )}
        {status === 'PAID' && receipt && !signedIn && (
          <p className={styles.keep} role="note">
            {t('result.guestPaid', { number: receipt.number })}
          </p>
        )}
        {pledge.endReason && (
          <p className={styles.keep} role="note">
            {t('result.ended', { reason: pledge.endReason })}
          </p>
        )}
        {status === 'PENDING' && !signedIn && (
          <p className={styles.keep} role="note">
            {t('result.guestPending', { code: pledge.remarkCode ?? '' })}
          </p>
        )}
      </div>
      <div className={styles.result}>
        {receipt && status !== 'PENDING' && (
          <GiftReceipt pledge={{ ...pledge, receipt }} holder={platform?.bankAccount.holder} stage={stage} />
        )}
        {status === 'PENDING' && (
          <div className="stack">
            <PayOnline pledge={pledge} onPaid={onPaid} />
            <TransferDetails
              pledge={pledge}
              account={platform?.bankAccount}
              demo={(platform?.demoAccounts.length ?? 0) > 0}
            />
          </div>
        )}
        <div className={`no-print ${styles.resultSide}`}>
          <div className="row" style={{ gap: 8 }}>
            {(status === 'PAID' || status === 'PENDING') && (
              <Button type="primary" onClick={() => window.print()}>
                {t('result.print')}
              </Button>
            )}
            {over && project.status !== 'CANCELLED' && (
              <LinkButton to={`/projects/${project.slug}/give`} primary>
                {t('result.again')}
              </LinkButton>
            )}
            <LinkButton to={`/projects/${project.slug}`}>{t('result.toProject')}</LinkButton>
            {signedIn && <LinkButton to="/account">{t('result.toAccount')}</LinkButton>}
          </div>
          {status === 'PENDING' && signedIn && <CancelPledge pledge={pledge} />}
          {matches}
          {refunds}
          {receipt && status !== 'PENDING' && papers}
          {!over && signedIn && invoice}
          {status === 'PAID' && trace}
          {!over && <ShareProject project={project} />}
        </div>
      </div>
    </div>
  );
}
