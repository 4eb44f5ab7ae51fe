import type { MatchFundPartsFragment, MatchFundRowFragment, MatchFundState } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { usePlatform } from '../../lib/platform';
import type { Tone } from '../../lib/terms';
import { StatusChip } from '../../ui/chip';
import { Written } from '../../ui/written';

const TONES: Record<MatchFundState, Tone> = {
  PROPOSED: 'waiting',
  REFUSED: 'quiet',
  OPEN: 'live',
  ENDED: 'quiet',
};

/** What is added to each ¥100 of a gift, in fen. The factor is in hundredths, so it is the same number of yuan. */
const addedToHundred = (factor: number): string => formatExact(factor * 100);

/** State, times and sponsor of a fund, and what it adds. */
export function FundFacts({ fund }: { fund: MatchFundRowFragment }) {
  const { t } = useTranslation('matching');
  const language = useLanguage();
  const { state, factor, sponsor, opensAt, closesAt, payment } = fund;
  return (
    <div className="stack" style={{ gap: 4 }}>
      <div className="row" style={{ gap: 12 }}>
        <StatusChip tone={TONES[state]}>{t(`terms:matchFundState.${state}`)}</StatusChip>
        {payment === 'SANDBOX' && <span className="small quiet">{t('play')}</span>}
      </div>
      <p>{t('rule.factor', { amount: addedToHundred(factor) })}</p>
      <p className="small quiet num">
        {t('period', { opens: formatDateTime(opensAt, language), closes: formatDateTime(closesAt, language) })}
      </p>
      <p className="small quiet">
        {t('by')}
        <Link to={`/organizations/${sponsor.id}`}>
          <Written>{sponsor.name}</Written>
        </Link>
      </p>
    </div>
  );
}

/** The whole rule of a fund, in words: scope, caps and order. */
export function FundRule({ fund }: { fund: MatchFundPartsFragment }) {
  const { t } = useTranslation('matching');
  const { categoryLabel } = usePlatform();
  const {
    factor,
    perGift,
    perDonor,
    perProject,
    perDay,
    scope,
    category,
    campaignId,
    place,
    projects,
    sponsor,
    unlockAmount,
    unlockGifts,
  } = fund;
  const caps = { perGift, perDonor, perProject, perDay };
  return (
    <ul className="measure">
      <li>{t('rule.factor', { amount: addedToHundred(factor) })}</li>
      <li>
        {scope === 'PROJECTS' ? (
          <>
            {t('rule.projects')}{' '}
            {projects.map(({ id, slug, title }, index) => (
              <span key={id}>
                {index > 0 && t('rule.and')}
                <Link to={`/projects/${slug}`}>
                  <Written>{title}</Written>
                </Link>
              </span>
            ))}
          </>
        ) : scope === 'CAMPAIGN' ? (
          <>
            {t('rule.campaign')} <Link to={`/campaigns/${campaignId}`}>{t('rule.seeCampaign')}</Link>
          </>
        ) : (
          t(`rule.${scope}`, { category: categoryLabel(category ?? '') })
        )}
      </li>
      {Object.entries(caps).map(
        ([cap, fen]) => fen != null && <li key={cap}>{t(`rule.${cap}`, { amount: formatExact(fen) })}</li>,
      )}
      {unlockAmount != null && <li>{t('rule.unlockAmount', { amount: formatExact(unlockAmount) })}</li>}
      {unlockGifts != null && <li>{t('rule.unlockGifts', { count: unlockGifts })}</li>}
      <li>{t('rule.place', { place })}</li>
      <li>{t('rule.notOwn', { name: sponsor.name })}</li>
      <li>{t('rule.arrival')}</li>
    </ul>
  );
}

/** What people have to know of the state of a fund. */
export function FundNotes({ fund }: { fund: MatchFundPartsFragment }) {
  const { t } = useTranslation('matching');
  const language = useLanguage();
  const { state, reason, endedAt, paidIn, left, unlockAmount, unlockGifts, unlockedAt } = fund;
  const isLocked = (unlockAmount != null || unlockGifts != null) && unlockedAt == null;
  const note = {
    PROPOSED: t('page.proposed'),
    REFUSED: t('page.refused', { reason: reason ?? '' }),
    OPEN:
      paidIn === 0
        ? t('page.unfilled')
        : left === 0
          ? t('page.empty')
          : isLocked
            ? t('page.locked', { amount: formatExact(fund.countedAmount), count: fund.countedGifts })
            : null,
    ENDED: t('page.ended', { at: endedAt ? formatDateTime(endedAt, language) : '', reason: reason ?? '' }),
  }[state];
  return note === null ? null : <p className="measure">{note}</p>;
}
