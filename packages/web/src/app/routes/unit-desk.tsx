import { useQuery } from '@apollo/client/react';
import { UnitDeskPageDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { DeskScopeForm } from '../../features/unit-desk/desk-scope';
import { MembersWhoGave } from '../../features/unit-desk/members-who-gave';
import { UnitRows } from '../../features/unit-desk/unit-rows';
import { useAddressBar } from '../../lib/address-bar';
import { shanghaiMinute } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Figure, Figures } from '../../ui/figures';
import { Money } from '../../ui/money';
import { Page, PageTitle, Section } from '../../ui/page';
import { ErrorState, PageSkeleton } from '../../ui/states';
import { NotFound } from '../error-page';

/** The desk of whoever coordinates the giving of a unit: who took part, who has not answered, and reminders. */
export function Component() {
  const { t } = useTranslation('unit-desk');
  const language = useLanguage();
  const { organizationId = '' } = useParams();
  const { get } = useAddressBar();
  const today = shanghaiMinute(new Date().toISOString()).slice(0, 10);
  const campaignId = get('campaign') || null;
  const days = { from: get('from') || `${today.slice(0, 4)}-01-01`, until: get('until') || today };
  const { data, previousData, error, loading, refetch } = useQuery(UnitDeskPageDocument, {
    variables: { organizationId, ...(campaignId === null ? days : { campaignId }) },
    fetchPolicy: 'cache-and-network',
  });
  const shown = data ?? previousData;
  const unit = shown?.organization;
  if (!shown || !unit) {
    if (shown && !loading) return <NotFound />;
    return (
      <Page>
        <PageTitle title={t('title')} />
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <PageSkeleton />}
      </Page>
    );
  }
  const desk = shown.unitDesk;
  const { from, until, total, own, rows } = desk;
  const scope = { organizationId, ...(desk.campaignId === null ? { from, until } : { campaignId: desk.campaignId }) };
  const asked = desk.campaignId === null ? `from=${from}&until=${until}` : `campaign=${desk.campaignId}`;
  return (
    <Page>
      <PageTitle
        title={t('title')}
        lead={t('lead', { unit: unit.name, from, until })}
        above={
          <Link to={`/workspace/${unit.id}`} className="small">
            {t('back')}
          </Link>
        }
      />
      <div className="stack-lg" style={{ gap: 40 }}>
        <DeskScopeForm
          key={`${from} ${until}`}
          from={from}
          until={until}
          campaignId={desk.campaignId}
          campaigns={unit.campaigns.edges.map(({ node }) => node)}
        />
        <Figures>
          <Figure label={t('figures.people')}>
            {t('ofMembers', { gave: total.membersGave, known: total.membersKnown })}
          </Figure>
          <Figure label={t('figures.gifts')}>{total.gifts}</Figure>
          <Figure label={t('figures.amount')}>
            <Money fen={total.amount} exact />
          </Figure>
          <Figure label={t('figures.own')}>
            <Money fen={own.amount} exact />
          </Figure>
        </Figures>
        <Section title={t('units')}>
          <UnitRows rows={rows} scope={scope} />
          <p>
            <a href={`/exports/unit-desks/${unit.id}.xlsx?${asked}&lang=${language}`} download>
              {t('export')}
            </a>
          </p>
        </Section>
        <Section title={t('members')}>
          <MembersWhoGave organizationId={unit.id} desk={desk} owner={unit.viewerRole === 'OWNER'} />
        </Section>
      </div>
    </Page>
  );
}
