import { Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLanguage } from '../../lib/i18n';
import { formatMoney } from '../../lib/money';
import type { CurrentViewer } from '../../lib/viewer';
import { SwitchField, TextAreaField, TextField } from '../../ui/fields';
import styles from './giving.module.css';
import { ANONYMOUS_NAME } from './plan';

const NAME_MAX = 50;
const PHONE_MAX = 30;
export const MESSAGE_MAX = 200;

const plausiblePhone = (text: string): boolean => /^\+?[\d\s()-]{5,30}$/.test(text.normalize('NFKC').trim());

export interface WhoFieldsProps {
  viewer: CurrentViewer['viewer'];
  giver: string;
  signInPath: string;
  shown: { name: string; unit: string | undefined; amount: number | undefined; message: string };
}

export function WhoFields({ viewer, giver, signInPath, shown }: WhoFieldsProps) {
  const { t } = useTranslation('giving');
  return (
    <>
      {viewer && viewer.memberships.length > 0 && (
        <Form.Item name="giver" label={t('who.legend')} required getValueProps={() => ({ value: giver })}>
          <Radio.Group className={styles.radios}>
            <Radio value="me">{t('who.me', { name: viewer.name })}</Radio>
            {viewer.memberships.map(({ organization }) => (
              <Radio key={organization.id} value={organization.id} disabled={organization.verification !== 'VERIFIED'}>
                {t(organization.verification === 'VERIFIED' ? 'who.unit' : 'who.unitUnverified', { name: organization.name })}
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
      )}
      {!viewer && (
        <>
          <p className={styles.hint}>
            {t('who.guestNote')} <Link to={signInPath}>{t('who.signIn')}</Link>
          </p>
          <TextField name={['guest', 'name']} label={t('who.guestName')} help={t('who.guestNameHelp')} autoComplete="name" maxLength={NAME_MAX} required />
          <TextField
            name={['guest', 'phone']}
            label={t('who.phone')}
            help={t('who.phoneHelp')}
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            maxLength={PHONE_MAX}
            rules={[{ validator: (_rule, value: unknown) => (!value || plausiblePhone(String(value)) ? Promise.resolve() : Promise.reject(new Error(t('who.phoneMalformed')))) }]}
          />
        </>
      )}
      <SwitchField name="anonymous" label={t('who.anonymous')} required help={t(giver === 'me' || giver === 'guest' ? 'who.anonymousHelp' : 'who.anonymousUnitHelp', { shown: ANONYMOUS_NAME })} />
      <TextAreaField name="message" label={t('who.message')} help={t('who.messageHelp')} maxLength={MESSAGE_MAX} rows={2} />
      <ShownPreview {...shown} />
    </>
  );
}

/** The gift as it will stand on the project's page. */
function ShownPreview({ name, unit, amount, message }: WhoFieldsProps['shown']) {
  const { t } = useTranslation('giving');
  const language = useLanguage();
  return (
    <figure className={styles.preview}>
      <figcaption className="small quiet">{t('who.preview')}</figcaption>
      <div className="row-between">
        <span>
          <span className="strong">{name}</span>
          {unit && <span className="quiet"> · {t('who.onBehalf', { name: unit })}</span>}
        </span>
        <span className="num strong">{amount === undefined ? '¥ —' : formatMoney(amount, language)}</span>
      </div>
      {message && <p>{message}</p>}
      <p className="small quiet">{t('who.justNow')}</p>
    </figure>
  );
}
