import type { GiftMatchesFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatExact } from '../../lib/money';
import { Written } from '../../ui/written';

/** What match funds added to a gift, and what of it went back with the gift. */
export function GiftMatches({ gift: { matches } }: { gift: GiftMatchesFragment }) {
  const { t } = useTranslation('matching');
  if (matches.length === 0) return null;
  return (
    <section className="card card-pad stack" style={{ gap: 8 }} aria-labelledby="gift-matches">
      <h2 id="gift-matches">{t('gift.title')}</h2>
      <ul className="stack" style={{ gap: 8 }}>
        {matches.map(({ id, amount, returned, cut, fund }) => (
          <li key={id}>
            <p>
              <span className="num strong">{formatExact(amount, 'always')}</span>{' '}
              <Link to={`/match-funds/${fund.id}`}>
                <Written>{fund.title}</Written>
              </Link>
            </p>
            <p className="small quiet">
              <Written>{fund.sponsor.name}</Written>
              {cut && ` · ${t(`terms:matchCut.${cut}`)}`}
              {returned > 0 && ` · ${t('matches.returned', { amount: formatExact(returned, 'always') })}`}
            </p>
          </li>
        ))}
      </ul>
      <p className="small quiet">{t('gift.note')}</p>
    </section>
  );
}
