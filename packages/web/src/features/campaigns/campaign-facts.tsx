import type { CampaignPartsFragment, CampaignRowFragment, CampaignState } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import type { Tone } from '../../lib/terms';
import { StatusChip } from '../../ui/chip';
import { Written } from '../../ui/written';

const TONES: Record<CampaignState, Tone> = {
  WAITING: 'waiting',
  RETURNED: 'waiting',
  UPCOMING: 'plain',
  OPEN: 'live',
  CLOSED: 'quiet',
  ENDED: 'quiet',
};

/** State, kind, unit and time of a campaign. */
export function CampaignFacts({ campaign }: { campaign: CampaignRowFragment }) {
  const { t } = useTranslation('campaigns');
  const language = useLanguage();
  const { state, kind, organizer, opensAt, closesAt } = campaign;
  return (
    <div className="stack" style={{ gap: 4 }}>
      <div className="row" style={{ gap: 12 }}>
        <StatusChip tone={TONES[state]}>{t(`terms:campaignState.${state}`)}</StatusChip>
        <span className="small quiet">{t(`terms:campaignKind.${kind}`)}</span>
      </div>
      <p className="small quiet num">
        {t('period', { opens: formatDateTime(opensAt, language), closes: formatDateTime(closesAt, language) })}
      </p>
      <p className="small quiet">
        {t('by')}
        <Link to={`/organizations/${organizer.id}`}>
          <Written>{organizer.name}</Written>
        </Link>
      </p>
    </div>
  );
}

/** What people have to know of the state of a campaign. */
export function CampaignNotes({ campaign }: { campaign: CampaignPartsFragment }) {
  const { t } = useTranslation('campaigns');
  const language = useLanguage();
  const { state, opensAt, returnReason, endReason, endedAt } = campaign;
  const note = {
    WAITING: t('page.waiting'),
    RETURNED: t('page.returned', { reason: returnReason ?? '' }),
    UPCOMING: t('page.opensIn', { at: formatDateTime(opensAt, language) }),
    OPEN: null,
    CLOSED: t('page.closed'),
    ENDED: t('page.ended', { at: endedAt ? formatDateTime(endedAt, language) : '', reason: endReason ?? '' }),
  }[state];
  return note === null ? null : <p className="measure">{note}</p>;
}
