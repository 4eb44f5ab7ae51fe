import { useQuery } from '@apollo/client/react';
import { CampaignRankingDocument, type RankedBy, type RankedThing } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { Section } from '../../ui/page';
import { EmptyState, SkeletonText } from '../../ui/states';
import { Written } from '../../ui/written';
import { useAfterGifts } from './campaign-figures';
import styles from './campaigns.module.css';

const PAGE_SIZE = 10;
const THINGS: RankedThing[] = ['UNITS', 'TREE', 'PROJECTS'];
const FIGURES: RankedBy[] = ['MONEY', 'DONORS'];

/** A choice of few values as a row of buttons, of which one is pressed. */
function Choice<T extends RankedThing | RankedBy>({
  label,
  values,
  chosen,
  onChoose,
}: {
  label: string;
  values: readonly T[];
  chosen: T;
  onChoose: (value: T) => void;
}) {
  const { t } = useTranslation('campaigns');
  return (
    <div role="group" aria-label={label} className={styles.choice}>
      {values.map((value) => (
        <button key={value} type="button" aria-pressed={value === chosen} onClick={() => onChoose(value)}>
          {t(`ranking.${value}`)}
        </button>
      ))}
    </div>
  );
}

/** The units, levels of units or projects of a campaign in their order, live. In the tree a unit opens the level below. */
export function CampaignRanking({ id, version }: { id: string; version: number }) {
  const { t } = useTranslation('campaigns');
  const [of, setOf] = useState<RankedThing>('UNITS');
  const [by, setBy] = useState<RankedBy>('MONEY');
  /** The way down the tree: the units that were opened, the highest first. */
  const [way, setWay] = useState<readonly { id: string; name: string }[]>([]);
  const first = useShownCount(PAGE_SIZE, 'ranking');
  const { data, previousData, error, refetch, fetchMore } = useQuery(CampaignRankingDocument, {
    variables: { id, of, by, below: of === 'TREE' ? (way.at(-1)?.id ?? null) : null, first },
    fetchPolicy: 'cache-and-network',
  });
  useAfterGifts(version, refetch);
  return (
    <Section title={t('ranking.title')}>
      <div className="stack">
        <div className="row no-print" style={{ gap: 12 }}>
          <Choice label={t('ranking.of')} values={THINGS} chosen={of} onChoose={setOf} />
          <Choice label={t('ranking.by')} values={FIGURES} chosen={by} onChoose={setBy} />
        </div>
        <p className="small quiet">{t('ranking.note')}</p>
        {of === 'TREE' && way.length > 0 && (
          <nav aria-label={t('ranking.way')} className="row" style={{ gap: 8 }}>
            <button type="button" className={styles.step} onClick={() => setWay([])}>
              {t('ranking.top')}
            </button>
            {way.map((unit, index) => (
              <button
                key={unit.id}
                type="button"
                className={styles.step}
                aria-current={index === way.length - 1}
                onClick={() => setWay(way.slice(0, index + 1))}
              >
                <Written>{unit.name}</Written>
              </button>
            ))}
          </nav>
        )}
        <ConnectionList
          connection={(data ?? previousData)?.campaign?.ranking}
          error={error}
          refetch={refetch}
          fetchMore={fetchMore}
          pageSize={PAGE_SIZE}
          skeleton={<SkeletonText lines={5} />}
          container={(items) => <ol className={styles.ranking}>{items}</ol>}
          empty={<EmptyState title={t('ranking.empty')} />}
          keyOf={({ unit, project }) => unit?.id ?? project?.id ?? ''}
        >
          {({ place, unit, project, raised, donorCount }) => (
            <li className={styles.rank}>
              <span className={`num ${styles.place}`}>{place}</span>
              <span className={styles.ranked}>
                {unit && (
                  <Link to={`/organizations/${unit.id}`}>
                    <Written>{unit.name}</Written>
                  </Link>
                )}{' '}
                {unit && of === 'TREE' && (
                  <button
                    type="button"
                    className={styles.step}
                    aria-label={t('ranking.openOf', { name: unit.name })}
                    onClick={() => setWay([...way, unit])}
                  >
                    {t('ranking.open')}
                  </button>
                )}
                {project && (
                  <Link to={`/projects/${project.slug}`}>
                    <Written>{project.title}</Written>
                  </Link>
                )}
              </span>
              <span className={`small quiet num ${styles.donors}`}>{t('ranking.donors', { count: donorCount })}</span>
              <span className="num strong">
                <Money fen={raised} />
              </span>
            </li>
          )}
        </ConnectionList>
      </div>
    </Section>
  );
}
