import { Button, Input, Select } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddressBar } from '../../lib/address-bar';

/** Chooses a campaign of the unit, or a first and a last day. The choice is in the address, so it can be passed on. */
export function DeskScopeForm({
  from,
  until,
  campaignId,
  campaigns,
}: {
  from: string;
  until: string;
  campaignId: string | null;
  campaigns: readonly { id: string; title: string }[];
}) {
  const { t } = useTranslation('unit-desk');
  const { set } = useAddressBar();
  const ids = [useId(), useId(), useId()] as const;
  const [days, setDays] = useState({ from, until });
  const show = (event: FormEvent) => {
    event.preventDefault();
    set({ ...days, campaign: undefined });
  };
  return (
    <form className="row no-print" style={{ gap: 12, alignItems: 'end', flexWrap: 'wrap' }} onSubmit={show}>
      {campaigns.length > 0 && (
        <div>
          <label htmlFor={ids[0]}>{t('campaign')}</label>
          <Select
            id={ids[0]}
            value={campaignId ?? ''}
            style={{ minWidth: 220, display: 'block' }}
            options={[
              { value: '', label: t('noCampaign') },
              ...campaigns.map(({ id, title }) => ({ value: id, label: title })),
            ]}
            onChange={(id: string) => set(id === '' ? { ...days, campaign: undefined } : { campaign: id })}
          />
        </div>
      )}
      <div>
        <label htmlFor={ids[1]}>{t('from')}</label>
        <Input
          id={ids[1]}
          type="date"
          required
          value={days.from}
          onChange={({ target }) => setDays({ ...days, from: target.value })}
        />
      </div>
      <div>
        <label htmlFor={ids[2]}>{t('until')}</label>
        <Input
          id={ids[2]}
          type="date"
          required
          value={days.until}
          onChange={({ target }) => setDays({ ...days, until: target.value })}
        />
      </div>
      <Button htmlType="submit">{t('show')}</Button>
    </form>
  );
}
