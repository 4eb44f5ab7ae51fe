import { useApolloClient, useQuery } from '@apollo/client/react';
import {
  type NoticeChoicesFragment,
  type NoticeLanguage,
  NoticeSettingsDocument,
  type NoticeWay,
  SetNoticeLanguageDocument,
  SetNoticeWayDocument,
  SetQuietHoursDocument,
} from '@hongchuang/schema';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { refetchPage } from '../../lib/refetch-page';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { Choice } from '../../ui/input';
import { ErrorState, FailureNotice, SkeletonText } from '../../ui/states';
import styles from './notices.module.css';
import { PushDevices } from './push-devices';

const WAYS: readonly NoticeWay[] = ['AT_ONCE', 'DAILY', 'WEEKLY', 'INBOX'];
const LANGUAGES: readonly NoticeLanguage[] = ['ZH_CN', 'EN'];

/** How the viewer is told of each topic, in which language, and at which hours not. */
export function NoticeSettings() {
  const { t } = useTranslation('notices');
  const language = useLanguage();
  const client = useApolloClient();
  const { data, error, refetch } = useQuery(NoticeSettingsDocument);
  // The server writes the texts in the language of the request, so they are read again when it changes.
  useEffect(() => void refetchPage(client, { all: true }), [client, language]);
  const viewer = data?.viewer;
  if (!viewer) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonText lines={6} />;
  return (
    <div className="stack">
      <p className="small quiet">
        {t('settings.lead')} <Link to="/notices">{t('settings.all')}</Link>
      </p>
      <Topics settings={viewer.noticeSettings} />
      <QuietHours preferences={viewer.noticePreferences} />
      <MailLanguage preferences={viewer.noticePreferences} />
      <PushDevices />
    </div>
  );
}

function Topics({ settings }: { settings: NoticeChoicesFragment['noticeSettings'] }) {
  const { t } = useTranslation('notices');
  const action = useAction(SetNoticeWayDocument);
  return (
    <>
      <ul className={styles.settings}>
        {settings.map(({ topic, label, kinds, way }) => (
          <li key={topic}>
            <label htmlFor={`notice-${topic}`}>{label}</label>
            <Choice
              id={`notice-${topic}`}
              value={way}
              aria-describedby={`notice-${topic}-kinds`}
              options={WAYS.map((value) => ({ value, label: t(`way.${value}`) }))}
              onChoose={(value) => void action.run({ topic, way: value as NoticeWay })}
            />
            <p className="small quiet" id={`notice-${topic}-kinds`}>
              {kinds.join(t('settings.comma'))}
            </p>
          </li>
        ))}
      </ul>
      <FailureNotice failure={action.failure} />
    </>
  );
}

type Preferences = NoticeChoicesFragment['noticePreferences'];

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** The hours that are offered first when somebody switches quiet hours on. */
const USUAL = { from: 22, until: 7 };

function QuietHours({ preferences: { quietFrom, quietUntil } }: { preferences: Preferences }) {
  const { t } = useTranslation('notices');
  const action = useAction(SetQuietHoursDocument);
  const hours = (without: number | null) =>
    HOURS.filter((hour) => hour !== without).map((hour) => ({
      value: String(hour),
      label: `${String(hour).padStart(2, '0')}:00`,
    }));
  const isOn = quietFrom !== null && quietUntil !== null;
  return (
    <fieldset className={styles.quietHours}>
      <legend>{t('quiet.title')}</legend>
      <p className="small quiet">{t('quiet.lead')}</p>
      <label className="row">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => void action.run(event.target.checked ? USUAL : { from: null, until: null })}
        />
        {t('quiet.on')}
      </label>
      {isOn && (
        <div className="row">
          <label htmlFor="quiet-from">{t('quiet.from')}</label>
          <Choice
            id="quiet-from"
            value={String(quietFrom)}
            options={hours(quietUntil)}
            onChoose={(value) => void action.run({ from: Number(value), until: quietUntil })}
          />
          <label htmlFor="quiet-until">{t('quiet.until')}</label>
          <Choice
            id="quiet-until"
            value={String(quietUntil)}
            options={hours(quietFrom)}
            onChoose={(value) => void action.run({ from: quietFrom, until: Number(value) })}
          />
        </div>
      )}
      <FailureNotice failure={action.failure} />
    </fieldset>
  );
}

function MailLanguage({ preferences: { language } }: { preferences: Preferences }) {
  const { t } = useTranslation('notices');
  const action = useAction(SetNoticeLanguageDocument);
  return (
    <>
      <div className={styles.setting}>
        <label htmlFor="mail-language">{t('language.title')}</label>
        <Choice
          id="mail-language"
          value={language ?? ''}
          options={[
            ...(language === null ? [{ value: '', label: t('language.both') }] : []),
            ...LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) })),
          ]}
          onChoose={(value) => void action.run({ language: value as NoticeLanguage })}
        />
      </div>
      <FailureNotice failure={action.failure} />
    </>
  );
}
