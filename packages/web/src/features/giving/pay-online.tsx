import { useQuery } from '@apollo/client/react';
import {
  OnlinePaymentNowDocument,
  PaymentProvidersDocument,
  StartPaymentDocument,
  type OnlinePaymentPartsFragment,
  type OwnPledgeFragment,
  type PaymentMethod,
  type PaymentProvidersQuery,
  type PaymentScene,
} from '@hongchuang/schema';
import { Button, QRCode } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMediaQuery } from '../../lib/browser';
import { formatEndDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { useChanged } from '../../lib/use-changed';
import { FailureNotice } from '../../ui/states';
import styles from './giving.module.css';
import { findGiftKey, findPaymentId, keepPaymentId } from './kept-payments';
import { keepPledge } from './kept-pledges';

type Provider = PaymentProvidersQuery['paymentProviders'][number];

/** How often the page asks while a payment is open. The live topic is faster, where the connection has one. */
const LOOK_AGAIN_MS = 5_000;

/** WeChat's own browser opens neither provider's payment page. */
const isInWechat = () => /MicroMessenger/i.test(globalThis.navigator?.userAgent ?? '');

/** Where a person pays: on this phone, by a code on this screen, or on the provider's page. */
function sceneOf({ scenes }: Provider, onPhone: boolean): PaymentScene | undefined {
  const wish: readonly PaymentScene[] = onPhone ? ['PHONE', 'WEB', 'QR'] : ['QR', 'WEB', 'PHONE'];
  return wish.find((scene) => scenes.includes(scene));
}

/**
 * Lets the donor pay an unpaid pledge by phone. `onPaid` gets the pledge as it is after the payment. Nothing is drawn
 * where no provider is set up.
 */
export function PayOnline({
  pledge,
  onPaid,
}: {
  pledge: OwnPledgeFragment;
  onPaid: (pledge: OwnPledgeFragment) => void;
}) {
  const { t } = useTranslation('giving');
  const onPhone = useMediaQuery('(pointer: coarse) and (max-width: 767px)');
  const { data } = useQuery(PaymentProvidersDocument);
  const [payment, setPayment] = useState<OnlinePaymentPartsFragment | undefined>(pledge.onlinePayment ?? undefined);
  const [asked, setAsked] = useState<PaymentMethod>();
  const giftKey = findGiftKey(pledge.id);
  const start = useAction(StartPaymentDocument, {
    onDone: ({ startPayment }) => {
      keepPaymentId(pledge.id, startPayment.id);
      setPayment(startPayment);
      if (startPayment.payUrl) globalThis.location.assign(startPayment.payUrl);
    },
  });
  const providers = data?.paymentProviders ?? [];
  if (providers.length === 0) return null;

  // The way that the donor chose with the gift comes first.
  const ordered = [...providers].sort(
    (a, b) => Number(b.method === pledge.payment) - Number(a.method === pledge.payment),
  );
  const begin = (provider: Provider) => {
    const scene = sceneOf(provider, onPhone);
    if (!scene) return;
    setAsked(provider.method);
    void start.run({ input: { pledgeId: pledge.id, method: provider.method, scene, giftKey } });
  };
  const openId = payment?.id ?? findPaymentId(pledge.id);
  return (
    <section className={`card ${styles.pay}`} aria-labelledby="pay-online">
      <h2 id="pay-online">{t('pay.heading', { amount: formatExact(pledge.amount, 'always') })}</h2>
      {providers.some(({ isTest }) => isTest) && (
        <p className={styles.payTest} role="note">
          {t('pay.test')}
        </p>
      )}
      {isInWechat() && (
        <p className={styles.keep} role="note">
          {t('pay.inWechat')}
        </p>
      )}
      <div className="row" style={{ gap: 8 }}>
        {ordered.map((provider, index) => (
          <Button
            key={provider.method}
            type={index === 0 ? 'primary' : 'default'}
            loading={start.busy && asked === provider.method}
            disabled={start.busy && asked !== provider.method}
            onClick={() => begin(provider)}
          >
            {t('pay.by', { way: t(`terms:paymentMethod.${provider.method}`) })}
          </Button>
        ))}
      </div>
      {start.failure &&
        (start.failure.key === 'payment.providerDown' ? (
          // The general advice would say that nothing was recorded, and the gift is.
          <p className={styles.keep} role="alert">
            {t('pay.down')}
          </p>
        ) : (
          <FailureNotice failure={start.failure} kind="keyed" />
        ))}
      {openId && (
        <OpenPayment
          key={openId}
          id={openId}
          known={payment?.id === openId ? payment : undefined}
          giftKey={giftKey}
          onPaid={(paid) => {
            keepPledge(paid);
            onPaid(paid);
          }}
        />
      )}
    </section>
  );
}

/** The state of one payment, kept current until it is settled. */
function OpenPayment({
  id,
  known,
  giftKey,
  onPaid,
}: {
  id: string;
  known: OnlinePaymentPartsFragment | undefined;
  giftKey: string | undefined;
  onPaid: (pledge: OwnPledgeFragment) => void;
}) {
  const { t } = useTranslation('giving');
  const language = useLanguage();
  const { data, refetch, startPolling, stopPolling } = useQuery(OnlinePaymentNowDocument, {
    variables: { id, giftKey },
    fetchPolicy: 'network-only',
  });
  useChanged([`online-payment:${id}`], () => void refetch());
  const payment = data?.onlinePayment ?? known;
  const isOfOthers = data?.onlinePayment === null && known === undefined;
  const waits = !isOfOthers && (payment === undefined || payment.status === 'OPEN' || payment.status === 'STARTED');
  useEffect(() => {
    if (!waits) return undefined;
    startPolling(LOOK_AGAIN_MS);
    return stopPolling;
  }, [waits, startPolling, stopPolling]);

  const paid = data?.onlinePayment?.status === 'PAID' ? data.onlinePayment : undefined;
  const pledge = paid?.pledge;
  useEffect(() => {
    if (pledge && pledge.status !== 'PENDING') onPaid(pledge);
    // The function is new with each render; the pledge is what counts.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [pledge]);

  if (!payment) return null;
  const way = t(`terms:paymentMethod.${payment.method}`);
  return (
    <div className={styles.payState} role="status">
      {payment.status === 'OPEN' && payment.qrText && (
        <>
          {/* White on any theme, because cameras read no light code on a dark ground. */}
          <QRCode
            value={payment.qrText}
            size={208}
            color="#000000"
            bgColor="#ffffff"
            type="svg"
            aria-label={t('pay.qr', { way })}
          />
          <p>{t('pay.scan', { way, amount: formatExact(payment.amount, 'always') })}</p>
          {payment.isTest && (
            <a href={payment.qrText} target="_blank" rel="noreferrer">
              {t('pay.testCashier')}
            </a>
          )}
        </>
      )}
      {waits && (
        <p className="small quiet">
          {payment.payUrl && (
            <>
              <a href={payment.payUrl}>{t('pay.openPage', { way })}</a>{' '}
            </>
          )}
          {t('pay.waiting', { date: formatEndDateTime(payment.expiresAt, language) })}
        </p>
      )}
      {payment.status === 'CLOSED' && <p>{t('pay.closed')}</p>}
      {payment.strayReason && (
        <p className={styles.keep}>
          {t(`pay.stray.${payment.strayReason}`, { amount: formatExact(payment.amount, 'always') })}
        </p>
      )}
      {payment.strayReason && payment.refund?.status === 'DONE' && <p>{t('pay.back')}</p>}
      {paid && !payment.strayReason && <p>{t('pay.paid')}</p>}
    </div>
  );
}
