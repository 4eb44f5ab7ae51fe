import { useQuery } from '@apollo/client/react';
import { StatementDocument, StatementLinesDocument, type StatementQuery } from '@hongchuang/schema';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { Bulk } from '../../features/reconciliation/bulk';
import { BulkDone, type BulkRun } from '../../features/reconciliation/bulk-done';
import { ColumnChoice } from '../../features/reconciliation/column-choice';
import { LineWork } from '../../features/reconciliation/line-work';
import styles from '../../features/reconciliation/reconciliation.module.css';
import { RowsBeside } from '../../features/reconciliation/rows-beside';
import { StatementLineRow } from '../../features/reconciliation/statement-line';
import { StateChip, StatementProgress } from '../../features/reconciliation/statement-rows';
import { useAddressBar } from '../../lib/address-bar';
import { useChanged } from '../../lib/use-changed';
import { useLivePage } from '../../lib/use-live-page';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useViewer } from '../../lib/viewer';
import { ConnectionList } from '../../ui/connection-list';
import { Figure, Figures } from '../../ui/figures';
import { LinkTabs } from '../../ui/link-tabs';
import { useShownCount } from '../../ui/load-more';
import { Money } from '../../ui/money';
import { Page, PageTitle } from '../../ui/page';
import { SearchBox } from '../../ui/search-box';
import { EmptyState, ErrorState, PageSkeleton, SkeletonText } from '../../ui/states';
import { NotFound } from '../error-page';

const PAGE = 25;
const STATEMENT_TOPICS = ['statements'];
const STATUSES = ['OPEN', 'SUSPENSE', 'SETTLED', 'ALL'] as const;

type Shown = NonNullable<StatementQuery['statement']>;

/** One statement: its columns until the import, afterwards its lines and their meaning. */
export function Component() {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const navigate = useNavigate();
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(StatementDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  useLivePage(STATEMENT_TOPICS);
  useChanged(STATEMENT_TOPICS, () => void refetch().catch(() => undefined));
  const statement = data?.statement;
  if (error && !statement)
    return (
      <Page>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Page>
    );
  if (!data)
    return (
      <Page>
        <PageSkeleton />
      </Page>
    );
  if (!statement) return <NotFound />;
  const { state, firstAt, lastAt } = statement;
  const choosing = state === 'UPLOADED' || state === 'REFUSED' || state === 'UNDECIDED';
  return (
    <Page>
      <p className="small">
        <Link to="/treasury/statements">← {t('page.back')}</Link>
      </p>
      <PageTitle
        live
        title={statement.fileName}
        lead={
          firstAt && lastAt
            ? t('list.period', { from: formatDate(firstAt, language), to: formatDate(lastAt, language) })
            : undefined
        }
      />
      <div className="stack-lg">
        <div className="stack" style={{ gap: 8 }}>
          <span>
            <StateChip state={state} />
          </span>
          <StatementProgress statement={statement} />
        </div>
        {choosing ? (
          <ColumnChoice
            key={`${id} ${state} ${statement.sheet} ${statement.headerRow}`}
            statement={statement}
            onDiscarded={() => void navigate('/treasury/statements', { replace: true })}
          />
        ) : (
          <Imported statement={statement} />
        )}
      </div>
    </Page>
  );
}

function Imported({ statement }: { statement: Shown }) {
  const { t } = useTranslation('reconciliation');
  const { hasRole } = useViewer();
  const { get } = useAddressBar();
  const status = STATUSES.find((one) => one === get('show')) ?? 'OPEN';
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [run, setRun] = useState<BulkRun>();
  const { id, opening, closing, counts, state, newLines, lineCount } = statement;
  useEffect(() => setChosen([]), [status, state]);
  const ready = state === 'READY';
  const totals = {
    OPEN: counts.openIn.count + counts.openOut.count,
    SUSPENSE: counts.suspense.count,
    SETTLED: counts.settled.count,
    ALL: undefined,
  };
  return (
    <>
      {ready && newLines === 0 && <p className="quiet">{t('list.known', { total: lineCount })}</p>}
      {run && ready && <BulkDone run={run} now={counts.settled} />}
      <Figures>
        {opening != null && (
          <Figure label={t('page.opening')}>
            <Money fen={opening} exact />
          </Figure>
        )}
        {closing != null && (
          <Figure label={t('page.closing')}>
            <Money fen={closing} exact />
          </Figure>
        )}
        {(['openIn', 'openOut', 'settled', 'suspense'] as const)
          .filter((one) => counts[one].count > 0)
          .map((one) => (
            <Figure key={one} label={`${t(`page.${one}`)} · ${t('page.count', { count: counts[one].count })}`}>
              <Money fen={counts[one].sum} exact />
            </Figure>
          ))}
      </Figures>
      {statement.notices.length > 0 && (
        <section className={styles.faults} aria-label={t('notices.title')}>
          <h2>{t('notices.title')}</h2>
          <ul className="stack" style={{ gap: 6 }}>
            {statement.notices.map(({ row, message }, index) => (
              <li key={index}>
                <span className="num quiet">{row == null ? '' : t('faults.row', { row })}</span>
                <span>{message}</span>
              </li>
            ))}
          </ul>
          <p className="small quiet">{t('notices.lead')}</p>
        </section>
      )}
      {statement.rowsLeftOut > 0 && <RowsBeside statement={statement} />}
      {ready && hasRole('TREASURER') && counts.openIn.count + counts.openOut.count > 0 && (
        <Bulk
          statement={statement}
          chosen={chosen}
          onConfirmed={() => setChosen([])}
          onStarted={(shown) => setRun({ shown, before: counts.settled })}
        />
      )}
      <div>
        <div className={styles.bar}>
          <LinkTabs
            label={t('filter.label')}
            tabs={STATUSES.map((one) => ({
              to: one === 'OPEN' ? '?' : `?show=${one}`,
              label: t(`filter.${one}`),
              total: totals[one],
              current: one === status,
            }))}
          />
          <search>
            <SearchBox label={t('filter.search')} hint={t('filter.searchHint')} />
          </search>
        </div>
        <Lines
          key={status}
          statementId={id}
          status={status}
          chosen={chosen}
          onChoose={ready && hasRole('TREASURER') && status === 'OPEN' ? setChosen : undefined}
        />
      </div>
    </>
  );
}

function Lines({
  statementId,
  status,
  chosen,
  onChoose,
}: {
  statementId: string;
  status: (typeof STATUSES)[number];
  chosen: readonly string[];
  onChoose: ((chosen: readonly string[]) => void) | undefined;
}) {
  const { t } = useTranslation('reconciliation');
  const { get } = useAddressBar();
  const first = useShownCount(PAGE);
  const variables = { statementId, statuses: status === 'ALL' ? null : [status], search: get('search') || null, first };
  const { data, previousData, error, refetch, fetchMore } = useQuery(StatementLinesDocument, {
    variables,
    fetchPolicy: 'cache-and-network',
  });
  return (
    <ConnectionList
      connection={(data ?? previousData)?.statementLines}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE}
      skeleton={<SkeletonText lines={8} />}
      empty={<EmptyState title={t(`lines.empty.${status}`)}>{get('search') && t('lines.emptyText')}</EmptyState>}
      container={(items) => (
        <ul className={styles.rows} aria-label={t('lines.label')}>
          {items}
        </ul>
      )}
    >
      {(line) => (
        <StatementLineRow
          line={line}
          chosen={chosen.includes(line.id)}
          onChoose={onChoose && ((on) => onChoose(on ? [...chosen, line.id] : chosen.filter((one) => one !== line.id)))}
        >
          {(close) => (
            <LineWork
              line={line}
              onDone={() => {
                close();
                void refetch();
              }}
            />
          )}
        </StatementLineRow>
      )}
    </ConnectionList>
  );
}
