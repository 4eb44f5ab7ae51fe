import type { OrganizationGiftFragment } from '@hongchuang/schema';
import { Link } from 'react-router';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Money } from '../../ui/money';
import styles from './workspace.module.css';
import { Written } from '../../ui/written';

/** One gift in the organisation's name. */
export function GiftRow({ gift }: { gift: OrganizationGiftFragment }) {
  const language = useLanguage();
  return (
    <li className={styles.gift}>
      <Link to={`/projects/${gift.project.slug}`}>
        <Written>{gift.project.title}</Written>
      </Link>
      <Money fen={gift.amount} exact className="strong right" />
      <span className="small quiet">{[gift.handledBy, gift.message].filter(Boolean).join(' · ')}</span>
      <span className="small quiet num right">{formatDate(gift.paidAt ?? gift.createdAt, language)}</span>
    </li>
  );
}
