import { useQuery } from '@apollo/client/react';
import {
  EndPushDeviceDocument,
  PushDevicesDocument,
  type PushDeviceLineFragment,
  RegisterPushDeviceDocument,
} from '@hongchuang/schema';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../lib/dates';
import { deviceOf } from '../../lib/device-name';
import { useLanguage } from '../../lib/i18n';
import { beginNotices, canShowNotices, isRefused, showsNotices } from '../../lib/push';
import { localStore } from '../../lib/storage';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { FailureNotice } from '../../ui/states';
import styles from './notices.module.css';

/** Where the browser keeps which device of the list it is. */
const THIS_DEVICE = 'hc-push-device';

/** The devices that show notices while no page is open, and the button that makes this browser one of them. */
export function PushDevices() {
  const { t } = useTranslation('notices');
  const { data } = useQuery(PushDevicesDocument);
  const [isOn, setIsOn] = useState<boolean>();
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState(isRefused);
  const register = useAction(RegisterPushDeviceDocument, {
    refetch: ['PushDevices'],
    onDone: ({ registerPushDevice }) => {
      localStore.write(THIS_DEVICE, registerPushDevice.id);
      setIsOn(true);
    },
  });
  const end = useAction(EndPushDeviceDocument);
  useEffect(() => void showsNotices().then(setIsOn), []);
  const viewer = data?.viewer;
  if (!viewer) return null;
  const begin = async () => {
    setAsking(true);
    const input = await beginNotices(viewer.pushKey);
    setAsking(false);
    setRefused(input === null);
    if (input !== null) await register.run({ input });
  };
  const none = viewer.pushDevices.length === 0;
  // The list may have lost this browser, by this page or by its push service, while others are still in it.
  const isHere = isOn === true && viewer.pushDevices.some(({ id }) => id === localStore.read(THIS_DEVICE));
  return (
    <fieldset className={styles.quietHours}>
      <legend>{t('push.title')}</legend>
      <p className="small quiet">{t('push.lead')}</p>
      {!none && (
        <ul className={styles.settings}>
          {viewer.pushDevices.map((device) => (
            <DeviceRow key={device.id} device={device} busy={end.busy} onEnd={() => end.run({ id: device.id })} />
          ))}
        </ul>
      )}
      {!canShowNotices() ? (
        <p className="small">{t('push.unable')}</p>
      ) : (
        isOn !== undefined &&
        !isHere && (
          <div>
            <Button loading={asking || register.busy} onClick={() => void begin()}>
              {t('push.begin')}
            </Button>
          </div>
        )
      )}
      <p className="small" role="status">
        {refused && t('push.refused')}
      </p>
      <FailureNotice failure={register.failure ?? end.failure} />
    </fieldset>
  );
}

function DeviceRow({
  device,
  busy,
  onEnd,
}: {
  device: PushDeviceLineFragment;
  busy: boolean;
  onEnd: () => Promise<unknown>;
}) {
  const { t } = useTranslation('notices');
  const language = useLanguage();
  const { browser, system } = deviceOf(device.device);
  const name = browser && system ? t('push.on', { browser, system }) : (browser ?? system ?? t('push.unknown'));
  return (
    <li>
      <span className="strong">{name}</span>
      <ConfirmAction
        label={t('push.end')}
        question={t('push.question', { device: name })}
        confirm={t('push.end')}
        keep={t('push.keep')}
        busy={busy}
        onConfirm={onEnd}
      />
      <p className="small quiet num">{t('push.since', { date: formatDate(device.createdAt, language) })}</p>
    </li>
  );
}
