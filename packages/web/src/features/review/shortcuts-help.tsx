import { Button, Modal, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useShortcutsOn } from '../../lib/shortcuts';
import styles from './review.module.css';

/** The desk's keys, and the switch that turns single keys off. */
export function ShortcutsHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('review');
  const [on, setOn] = useShortcutsOn();
  const rows: [string[], string][] = [
    [['J', 'K'], t('keys.move')],
    [['A'], t('keys.approve')],
    [['C'], t('keys.changes')],
    [['R'], t('keys.reject')],
    [['1', '…', '6'], t('keys.reason')],
    [['Ctrl', 'Enter'], t('keys.send')],
    [['U'], t('keys.undo')],
    [['?'], t('keys.help')],
  ];
  return (
    <Modal
      open={open}
      onCancel={onClose}
      title={t('keys.title')}
      footer={<Button onClick={onClose}>{t('keys.close')}</Button>}
      width={440}
    >
      <dl className={styles.keys}>
        {rows.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label className={styles.keysSwitch}>
        <Switch checked={on} onChange={setOn} />
        <span>
          {t('keys.toggle')}
          <span className="small quiet" style={{ display: 'block' }}>
            {t('keys.toggleHelp')}
          </span>
        </span>
      </label>
    </Modal>
  );
}
