import { useQuery } from '@apollo/client/react';
import { GiftThanksDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/page';
import { UpdateArticle } from './update-article';
import styles from './updates.module.css';

/** The thanks of the unit for a gift; nothing while there are none. */
export function GiftThanks({ pledgeId }: { pledgeId: string }) {
  const { t } = useTranslation('updates');
  const { data } = useQuery(GiftThanksDocument, { variables: { id: pledgeId }, fetchPolicy: 'cache-and-network' });
  const thanks = data?.pledge?.thanks ?? [];
  if (thanks.length === 0) return null;
  return (
    <Section id="thanks" title={t('thanks.title')}>
      <ul className={styles.list}>
        {thanks.map((update) => (
          <li key={update.id}>
            <UpdateArticle update={update} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
