import { useQuery } from '@apollo/client/react';
import { TreeHeadsDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { Section } from '../../ui/page';
import { Skeleton } from '../../ui/states';
import styles from './proof.module.css';

const PAGE_SIZE = 10;

/** Every signed head, newest first. */
export function HeadList() {
  const { t } = useTranslation('proof');
  const language = useLanguage();
  const first = useShownCount(PAGE_SIZE);
  const { data, error, refetch, fetchMore } = useQuery(TreeHeadsDocument, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const heads = data?.treeHeads;
  return (
    <Section
      title={t('history.title')}
      aside={heads && <p className="small quiet num">{t('history.count', { count: heads.totalCount })}</p>}
    >
      <p className="small quiet measure">{t('history.lead')}</p>
      <ConnectionList
        connection={
          heads && { ...heads, edges: heads.edges.map(({ node }) => ({ node: { ...node, id: String(node.size) } })) }
        }
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE_SIZE}
        skeleton={<Skeleton height={320} />}
        empty={<p className="quiet">{t('head.none')}</p>}
        container={(items) => <ol className={`card ${styles.heads}`}>{items}</ol>}
      >
        {({ size, root, signedAt }) => (
          <li>
            <span className="num">{formatMoment(signedAt, language)}</span>
            <span className="num">{t('history.size', { size: size.toLocaleString(language) })}</span>
            <span className={`quiet ${styles.hash}`} style={{ gridColumn: '1 / -1' }}>
              {root}
            </span>
          </li>
        )}
      </ConnectionList>
    </Section>
  );
}
