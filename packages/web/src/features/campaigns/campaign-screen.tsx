import { useQuery } from '@apollo/client/react';
import { CampaignScreenDocument, type CampaignScreenQuery } from '@hongchuang/schema';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { CountUp } from '../../ui/count-up';
import { Money } from '../../ui/money';
import { Written } from '../../ui/written';
import { useAfterGifts, useLiveCampaign } from './campaign-figures';
import styles from './campaigns.module.css';

type ScreenCampaign = NonNullable<CampaignScreenQuery['campaign']>;

/** Asks a failed query again after this long. The screen hangs in a hall, where nobody can press a button. */
const AGAIN_MS = 5_000;

/** The campaign on the screen of a hall: it fills the screen, and there is nothing to click. */
export function CampaignScreen({ id }: { id: string }) {
  const { t } = useTranslation('campaigns');
  const { data, error, refetch } = useQuery(CampaignScreenDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  const campaign = data?.campaign;
  useLiveCampaign(id, campaign != null);
  useAfterGifts(campaign?.progress.version ?? 0, refetch);
  useAwakeScreen();
  useEffect(() => {
    if (!error) return undefined;
    const timer = setInterval(() => void refetch().catch(() => undefined), AGAIN_MS);
    return () => clearInterval(timer);
  }, [error, refetch]);
  if (!campaign)
    return (
      <div className={styles.screen}>
        <p role="status">{t(data ? 'screen.none' : error ? 'screen.waiting' : 'app:loading')}</p>
      </div>
    );
  return (
    <div className={styles.screen}>
      <header className={styles.screenHead}>
        <h1 className={styles.screenTitle}>
          <Written>{campaign.title}</Written>
        </h1>
        <Countdown campaign={campaign} />
      </header>
      <Totals campaign={campaign} />
      <div className={styles.screenLists}>
        <section aria-labelledby="screen-ranking">
          <h2 id="screen-ranking">{t('screen.ranking')}</h2>
          <ol>
            {campaign.ranking.edges.map(({ node: { place, unit, raised } }) => (
              <li key={unit?.id} className={styles.screenRow}>
                <span>
                  <span className="num">{place}.</span> <Written>{unit?.name}</Written>
                </span>
                <span className="num strong">
                  <Money fen={raised} />
                </span>
              </li>
            ))}
          </ol>
        </section>
        <section aria-labelledby="screen-gifts">
          <h2 id="screen-gifts">{t('screen.gifts')}</h2>
          <ol>
            {campaign.gifts.edges.map(({ node: { id: giftId, amount, displayName, onBehalfOfName } }) => (
              <li key={giftId} className={styles.screenRow}>
                <span>
                  <Written>{onBehalfOfName ?? displayName}</Written>
                </span>
                <span className="num strong">
                  <Money fen={amount} />
                </span>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </div>
  );
}

function Totals({ campaign: { progress } }: { campaign: ScreenCampaign }) {
  const { t } = useTranslation('campaigns');
  return (
    <div className={styles.screenTotals}>
      <p className={`num ${styles.screenRaised}`}>
        <CountUp value={progress.raised}>{(fen) => <Money fen={fen} />}</CountUp>
      </p>
      {(['giftCount', 'donorCount'] as const).map((figure) => (
        <p key={figure}>
          <span className={`num ${styles.screenCount}`}>
            <CountUp value={progress[figure]}>{(count) => <>{count}</>}</CountUp>
          </span>{' '}
          {t(figure === 'giftCount' ? 'figures.gifts' : 'figures.donors')}
        </p>
      ))}
      {progress.matched > 0 && (
        <p>
          {t('figures.matched')}{' '}
          <span className="num strong">
            <Money fen={progress.matched} />
          </span>
        </p>
      )}
    </div>
  );
}

/** The time until the campaign opens or closes, or when it was over. */
function Countdown({ campaign: { opensAt, closesAt, state } }: { campaign: ScreenCampaign }) {
  const { t } = useTranslation('campaigns');
  const language = useLanguage();
  const now = useSeconds();
  const [opens, closes] = [Date.parse(opensAt), Date.parse(closesAt)];
  if (state === 'ENDED' || now >= closes) return <p>{t('screen.over', { at: formatDateTime(closesAt, language) })}</p>;
  const target = now < opens ? opens : closes;
  const seconds = Math.max(0, Math.ceil((target - now) / 1_000));
  const [hours, minutes] = [Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return (
    <p className="num" role="timer">
      {t(now < opens ? 'screen.opensIn' : 'screen.closesIn', {
        days: Math.floor(seconds / 86_400),
        time: `${two(hours)}:${two(minutes)}:${two(seconds % 60)}`,
      })}
    </p>
  );
}

/** The moment of now, once a second. */
function useSeconds(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Keeps the screen on, where the browser can. The lock is lost whenever the page is hidden. */
function useAwakeScreen(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    const take = () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      navigator.wakeLock.request('screen').then(
        (taken) => {
          lock = taken;
        },
        // Without the lock the screen may go dark, which the settings of the machine can prevent.
        () => undefined,
      );
    };
    take();
    document.addEventListener('visibilitychange', take);
    return () => {
      document.removeEventListener('visibilitychange', take);
      void lock?.release();
    };
  }, []);
}
