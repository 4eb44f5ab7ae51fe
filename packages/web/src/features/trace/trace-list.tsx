import { useQuery } from '@apollo/client/react';
import { ExportTraceDocument, TraceDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../lib/i18n';
import { usePlatform } from '../../lib/platform';
import { ConnectionList } from '../../ui/connection-list';
import { FileOnOrder } from '../../ui/file-on-order';
import { useShownCount } from '../../ui/load-more';
import { PaperLink } from '../../ui/paper-link';
import { EmptyState, SkeletonText } from '../../ui/states';
import { TraceEntry } from './trace-entry';
import { useTraceFilter } from './trace-filters';
import styles from './trace.module.css';

const PAGE_SIZE = 30;
const FORMATS = [
  ['csv', 'CSV'],
  ['xlsx', 'XLSX'],
  ['ndjson', 'NDJSON'],
] as const;

/** The entries that the address bar asks for, newest first, and their downloads. */
export function TraceList() {
  const { t } = useTranslation('trace');
  const language = useLanguage();
  const { filter, query } = useTraceFilter();
  const first = useShownCount(PAGE_SIZE);
  const { data, error, refetch, fetchMore } = useQuery(TraceDocument, {
    variables: { filter, first },
    fetchPolicy: 'cache-and-network',
  });
  const { platform } = usePlatform();
  const isLong = platform !== undefined && (data?.trace.totalCount ?? 0) > platform.directFiles.rows;
  const address = (ending: string) => `/exports/trace.${ending}?${query}${query === '' ? '' : '&'}lang=${language}`;
  return (
    <div className="stack">
      <div className="row">
        {FORMATS.map(([ending, format]) =>
          isLong ? (
            <FileOnOrder
              key={`${ending} ${query}`}
              document={ExportTraceDocument}
              variables={{ format, filter }}
              workOf={(started) => started.exportTrace}
              small
            >
              {t(`download.${ending}`)}
            </FileOnOrder>
          ) : (
            <PaperLink key={ending} href={address(ending)} file={`hongchuang-trace.${ending}`} small>
              {t(`download.${ending}`)}
            </PaperLink>
          ),
        )}
      </div>
      <ConnectionList
        connection={data?.trace}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE_SIZE}
        skeleton={<SkeletonText lines={12} />}
        empty={<EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
        container={(items) => <ul className={styles.rows}>{items}</ul>}
      >
        {(entry) => <TraceEntry entry={entry} filtered />}
      </ConnectionList>
    </div>
  );
}
