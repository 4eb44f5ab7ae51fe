import { UserOutlined } from '@ant-design/icons';
import { SignOutDocument } from '@hongchuang/schema';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { NoticeBell } from '../../features/notices/bell';
import { WorkSign } from '../../features/works/work-sign';
import { startNewSession } from '../../lib/apollo';
import { beginSessionChange } from '../../lib/session-changes';
import { endNotices } from '../../lib/push';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { useDuties } from '../../ui/duties';
import styles from './layout.module.css';

/** The part of the header for people who are signed in. */
export default function SignedInTools() {
  return (
    <>
      <WorkSign />
      <NoticeBell />
      <AccountMenu />
    </>
  );
}

function AccountMenu() {
  const { t } = useTranslation('app');
  const { viewer } = useViewer();
  // A list inside a menu would confuse screen readers, so each duty is a line of the group's name.
  const duties = useDuties(viewer?.grants ?? []);
  const navigate = useNavigate();
  const signOut = useAction(SignOutDocument);
  const leave = async () => {
    const end = beginSessionChange();
    if (await signOut.run({})) {
      // The next person at this browser is to see no notice of this one.
      await endNotices();
      await navigate('/');
      await startNewSession();
    }
    end();
  };
  if (!viewer) return null;
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'name',
            type: 'group',
            label: (
              <div className={styles.accountName}>
                {viewer.name}
                {duties.map((duty) => (
                  <span key={duty} className={styles.accountDuty}>
                    {duty}
                  </span>
                ))}
              </div>
            ),
          },
          { key: 'account', label: t('nav.account') },
          { key: 'workspace', label: t('nav.workspace') },
          { key: 'work', label: t('works:title') },
          { type: 'divider' },
          { key: 'sign-out', label: t('signOut') },
        ],
        onClick: async ({ key }) => {
          if (key === 'account') await navigate('/account');
          if (key === 'workspace') await navigate('/workspace');
          if (key === 'work') await navigate('/work');
          if (key === 'sign-out') await leave();
        },
      }}
    >
      <Button
        type="text"
        className={styles.account}
        aria-label={t('accountMenu', { name: viewer.name })}
        icon={<UserOutlined />}
      >
        <span className={styles.accountLabel}>{viewer.name}</span>
      </Button>
    </Dropdown>
  );
}
