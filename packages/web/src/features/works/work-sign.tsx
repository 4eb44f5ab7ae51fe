import { SyncOutlined } from '@ant-design/icons';
import { useQuery } from '@apollo/client/react';
import { NewestWorkDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useChanged } from '../../lib/use-changed';
import { OWN_WORKS } from './topics';
import styles from './works.module.css';

/** A link to the long works, shown while one of the viewer's works runs. */
export function WorkSign() {
  const { t } = useTranslation('works');
  const { data, refetch } = useQuery(NewestWorkDocument);
  useChanged(OWN_WORKS, () => void refetch().catch(() => undefined));
  const newest = data?.works.edges[0]?.node;
  if (newest?.state !== 'RUNNING') return null;
  return (
    <Link to="/work" className={styles.sign} aria-label={t('sign')} title={t('sign')}>
      <SyncOutlined spin aria-hidden="true" />
    </Link>
  );
}
