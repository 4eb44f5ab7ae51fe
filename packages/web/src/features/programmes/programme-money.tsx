import type { ProgrammeRowFragment, ProgrammeState } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatExact } from '../../lib/money';
import type { Tone } from '../../lib/terms';
import { StatusChip } from '../../ui/chip';
import { DataTable } from '../../ui/data-table';
import { Figure, Figures } from '../../ui/figures';
import { Money } from '../../ui/money';

const TONES: Record<ProgrammeState, Tone> = { PROPOSED: 'waiting', REFUSED: 'quiet', OPEN: 'live' };

/** The state of a programme. Nobody but staff meets one that is not published. */
export function ProgrammeChip({ state }: { state: ProgrammeState }) {
  const { t } = useTranslation('programmes');
  return <StatusChip tone={TONES[state]}>{t(`terms:programmeState.${state}`)}</StatusChip>;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** What came in, what was granted to how many people, and what is left, over all sources. */
export function ProgrammeFigures({ programme: { sources, grants, people } }: { programme: ProgrammeRowFragment }) {
  const { t } = useTranslation('programmes');
  const received = sum(sources.map((one) => one.received + one.movedIn));
  const granted = sum(sources.map((one) => one.granted));
  const left = sum(sources.map((one) => one.left));
  return (
    <Figures>
      <Figure label={t('money.received')}>
        <Money fen={received} exact />
      </Figure>
      <Figure label={t('money.granted')}>
        <Money fen={granted} exact />
      </Figure>
      <Figure label={t('money.left')}>
        <Money fen={left} exact />
      </Figure>
      <Figure label={t('money.people')}>{t('money.peopleOf', { people, grants })}</Figure>
    </Figures>
  );
}

/** The money of each source, which is an account of its own. */
export function ProgrammeSources({ programme: { sources } }: { programme: ProgrammeRowFragment }) {
  const { t } = useTranslation('programmes');
  return (
    <DataTable
      rows={sources}
      label={t('money.title')}
      empty={null}
      columns={[
        { title: t('money.source'), render: (_, { source }) => t(`terms:programmeSource.${source}`) },
        { title: t('money.received'), align: 'right', render: (_, { received }) => <Money fen={received} exact /> },
        { title: t('money.movedIn'), align: 'right', render: (_, { movedIn }) => <Money fen={movedIn} exact /> },
        { title: t('money.granted'), align: 'right', render: (_, { granted }) => <Money fen={granted} exact /> },
        {
          title: t('money.movedOut'),
          align: 'right',
          render: (_, { movedOut, held }) => (
            <>
              <Money fen={movedOut} exact />
              {held > 0 && (
                <span className="small quiet"> {t('money.held', { held: formatExact(held, 'always') })}</span>
              )}
            </>
          ),
        },
        { title: t('money.left'), align: 'right', render: (_, { left }) => <Money fen={left} exact /> },
      ]}
    />
  );
}
