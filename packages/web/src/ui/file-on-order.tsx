import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { WorkDocument, type WorkRowFragment } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAction } from '../lib/use-action';
import { useChanged } from '../lib/use-changed';
import { Button } from './button';
import { Icon } from './icon';
import { FailureNotice } from './states';
import styles from './ui.module.css';
import { WorkState } from './work-state';

const OWN_WORKS = ['viewer:works'];

interface Props<TData, TVariables> {
  /** The mutation that starts the work. */
  document: TypedDocumentNode<TData, TVariables>;
  variables: TVariables;
  workOf: (data: TData) => WorkRowFragment;
  children: string;
  small?: boolean;
}

/**
 * A button for a file that is too long to wait for. It shows how far the file is, and then the file. The person may
 * leave: the page of long work has the same.
 */
export function FileOnOrder<TData, TVariables extends OperationVariables>({
  document,
  variables,
  workOf,
  children,
  small = false,
}: Props<TData, TVariables>) {
  const [id, setId] = useState<string>();
  const action = useAction(document, { onDone: (data) => setId(workOf(data).id) });
  return (
    <div className={styles.onOrder}>
      <Button
        size={small ? 'small' : 'middle'}
        icon={<Icon name="download" />}
        loading={action.busy}
        onClick={() => void action.run(variables)}
      >
        {children}
      </Button>
      <FailureNotice failure={action.failure} kind={action.kind} />
      {id !== undefined && <Following key={id} id={id} />}
    </div>
  );
}

function Following({ id }: { id: string }) {
  const { t } = useTranslation('works');
  const { data, refetch } = useQuery(WorkDocument, { variables: { id }, fetchPolicy: 'cache-and-network' });
  useChanged(OWN_WORKS, () => void refetch().catch(() => undefined));
  const work = data?.work;
  if (!work) return null;
  return (
    <div className={styles.onOrderState}>
      <p role="status">
        {t(`file.${work.state}`)} <Link to="/work">{t('file.seeAll')}</Link>
      </p>
      <WorkState work={work} />
    </div>
  );
}
