import type { CollectedListFactsFragment, CollectedListPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Money } from '../../ui/money';
import { TermChip } from '../../ui/term-chip';
import { Written } from '../../ui/written';

/** What a list comes to: its gifts, their sum, its faults, and what was paid. */
export function ListFacts({ list }: { list: CollectedListFactsFragment }) {
  const { t } = useTranslation('collected-lists');
  const language = useLanguage();
  const { state, giftCount, faultCount, leftOutCount, amount, createdAt, standing } = list;
  return (
    <div className="row" style={{ gap: 12 }}>
      <TermChip kind="collectedListState" value={state} />
      {state !== 'DISCARDED' && (
        <>
          <span>{t('facts.gifts', { count: giftCount })}</span>
          <Money fen={amount} exact className="strong" />
          {faultCount > 0 && <span className="amber">{t('facts.faults', { count: faultCount })}</span>}
          {leftOutCount > 0 && <span className="quiet">{t('facts.leftOut', { count: leftOutCount })}</span>}
          {standing.waiting > 0 && <span>{t('facts.waiting', { count: standing.waiting })}</span>}
          {standing.paid > 0 && <span className="pine">{t('facts.paid', { count: standing.paid })}</span>}
        </>
      )}
      <time className="small quiet" dateTime={createdAt}>
        {t('facts.uploaded', { at: formatDateTime(createdAt, language) })}
      </time>
    </div>
  );
}

/** A list among the lists of its unit. */
export function ListRow({ list }: { list: CollectedListFactsFragment }) {
  return (
    <article className="card stack" style={{ gap: 8, padding: 16 }}>
      <h3 className="h4">
        <Link to={`/workspace/lists/${list.id}`}>
          <Written>{list.fileName}</Written>
        </Link>
      </h3>
      <ListFacts list={list} />
    </article>
  );
}

/** Which column of the file was read as what. */
export function ListColumns({ list }: { list: CollectedListPartsFragment }) {
  const { t } = useTranslation('collected-lists');
  return (
    <ul className="small">
      {list.columns.map(({ cell, header, meaning }) => (
        <li key={cell}>{t('columns.line', { cell, header, meaning: t(`terms:listColumn.${meaning}`) })}</li>
      ))}
    </ul>
  );
}
