import {
  MatchStatementLineDocument,
  type MatchedPledgeFragment,
  type StatementLinePartsFragment,
} from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { ActsOf } from '../../ui/acts-of';
import { ConfirmAction } from '../../ui/confirm-action';
import { FailureNotice } from '../../ui/states';
import { PledgeFace } from './statement-line';

const REFETCH = ['Statement', 'BankReconciliation', 'StatementLines'];

interface WorkProps {
  line: StatementLinePartsFragment;
  onDone: () => void;
}

/**
 * Accepts a transfer that quotes the code of one waiting pledge but has another amount. The received amount is
 * recorded, and the question shows both figures.
 */
export function AcceptOtherAmount({ line, onDone }: WorkProps) {
  const { t } = useTranslation('reconciliation');
  const accept = useAction(MatchStatementLineDocument, { refetch: REFETCH, onDone });
  const quoted = line.reasons.flatMap(({ kind, pledge }) => (kind === 'CODE_OTHER_AMOUNT' && pledge ? [pledge] : []));
  const [pledge] = quoted as readonly MatchedPledgeFragment[];
  if (!pledge || pledge.status !== 'PENDING') return null;
  const arrived = line.status === 'OPEN' ? line.amount : line.suspense;
  const figures = { promised: formatExact(pledge.amount, 'always'), arrived: formatExact(arrived, 'always') };
  return (
    <section className="stack" style={{ gap: 8 }}>
      <h3>{t('other.title')}</h3>
      <PledgeFace pledge={pledge} />
      <p className="num">{t('other.figures', figures)}</p>
      <p className="small quiet">{t(arrived > pledge.amount ? 'other.more' : 'other.less')}</p>
      <FailureNotice failure={accept.failure} />
      <ActsOf role="TREASURER" duty={pledge.project.viewerDuty}>
        <ConfirmAction
          label={t('other.accept', figures)}
          question={t('other.question', figures)}
          confirm={t('other.confirm', figures)}
          keep={t('other.keep')}
          busy={accept.busy}
          onConfirm={() => accept.run({ input: { lineId: line.id, pledgeIds: [pledge.id], acceptOtherAmount: true } })}
        />
      </ActsOf>
    </section>
  );
}
