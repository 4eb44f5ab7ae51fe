import { Form, Radio } from 'antd';
import type { DonorCategory } from '@hongchuang/schema';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CurrentViewer } from '../../lib/viewer';
import { SelectField, SwitchField, TextAreaField, TextField } from '../../ui/fields';
import { Written } from '../../ui/written';
import styles from './giving.module.css';
import { ANONYMOUS_NAME } from './plan';

const NAME_MAX = 50;
const PHONE_MAX = 30;
const EMAIL_MAX = 254;
export const MESSAGE_MAX = 200;

const plausiblePhone = (text: string): boolean => /^\+?[\d\s()-]{5,30}$/.test(text.normalize('NFKC').trim());

export interface WhoFieldsProps {
  viewer: CurrentViewer['viewer'];
  giver: string;
  signInPath: string;
  /** The open campaigns for which a gift to the project can count. */
  campaigns: readonly { id: string; title: string }[];
  /** The id of the chosen one; empty for none. */
  campaign: string;
  /** The gift as the project's page will show it. */
  preview: ReactNode;
}

const CATEGORIES: readonly DonorCategory[] = [
  'NOT_STATED',
  'MEMBER',
  'APPLICANT',
  'YOUTH_LEAGUE',
  'NON_PARTY',
  'PUBLIC',
];

export function WhoFields({ viewer, giver, signInPath, campaigns, campaign, preview }: WhoFieldsProps) {
  const { t } = useTranslation('giving');
  return (
    <>
      {viewer && viewer.memberships.length > 0 && (
        <Form.Item name="giver" label={t('who.legend')} required getValueProps={() => ({ value: giver })}>
          <Radio.Group className={styles.radios}>
            {viewer.memberships.map(({ organization }) => (
              <Radio key={organization.id} value={organization.id} disabled={organization.verification !== 'VERIFIED'}>
                {t(organization.verification === 'VERIFIED' ? 'who.unit' : 'who.unitUnverified', {
                  name: organization.name,
                })}
                {organization.creditCode && <span className="small quiet num nowrap"> {organization.creditCode}</span>}
              </Radio>
            ))}
            <Radio value="me">{t('who.me', { name: viewer.name })}</Radio>
          </Radio.Group>
        </Form.Item>
      )}
      {!viewer && (
        <>
          <p className={styles.hint}>
            {t('who.guestNote')} <Link to={signInPath}>{t('who.signIn')}</Link>
          </p>
          <TextField
            name={['guest', 'name']}
            label={t('who.guestName')}
            help={t('who.guestNameHelp')}
            autoComplete="name"
            maxLength={NAME_MAX}
            required
          />
          <TextField
            name={['guest', 'phone']}
            label={t('who.phone')}
            help={t('who.phoneHelp')}
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            maxLength={PHONE_MAX}
            rules={[
              {
                validator: (_rule, value: unknown) =>
                  !value || plausiblePhone(String(value))
                    ? Promise.resolve()
                    : Promise.reject(new Error(t('who.phoneMalformed'))),
              },
            ]}
          />
          <TextField
            name={['guest', 'email']}
            label={t('who.email')}
            help={t('who.emailHelp')}
            type="email"
            inputMode="email"
            autoComplete="email"
            maxLength={EMAIL_MAX}
            rules={[{ type: 'email', message: t('who.emailMalformed') }]}
          />
        </>
      )}
      {giver === 'me' || giver === 'guest' ? (
        <SwitchField
          name="anonymous"
          label={t('who.anonymous')}
          required
          help={t('who.anonymousHelp', { shown: ANONYMOUS_NAME })}
        />
      ) : (
        <SwitchField name="named" label={t('who.named')} required help={t('who.namedHelp')} />
      )}
      {campaigns.length > 0 && (
        <Form.Item name="campaign" label={t('who.campaign')} required getValueProps={() => ({ value: campaign })}>
          <Radio.Group className={styles.radios}>
            {campaigns.map(({ id, title }) => (
              <Radio key={id} value={id}>
                <Written>{title}</Written>
              </Radio>
            ))}
            <Radio value="">{t('who.noCampaign')}</Radio>
          </Radio.Group>
        </Form.Item>
      )}
      {campaign !== '' && (
        <SelectField
          name="category"
          label={t('who.category')}
          help={t('who.categoryHelp')}
          options={CATEGORIES.map((value) => ({ value, label: t(`terms:donorCategory.${value}`) }))}
        />
      )}
      <TextAreaField
        name="message"
        label={t('who.message')}
        help={t('who.messageHelp')}
        maxLength={MESSAGE_MAX}
        rows={2}
      />
      <figure className={styles.preview}>
        <figcaption className="small quiet">{t('who.preview')}</figcaption>
        {preview}
      </figure>
    </>
  );
}
