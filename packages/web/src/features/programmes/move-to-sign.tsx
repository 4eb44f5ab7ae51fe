import {
  CloseProgrammeMoveDocument,
  type ProgrammeMoveToDecideFragment,
  SignProgrammeMoveDocument,
} from '@hongchuang/schema';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { FailureNotice } from '../../ui/states';
import { Written } from '../../ui/written';
import { ProgrammeMoveItem } from './programme-moves';

/** A movement of money that waits for its second person, who signs or refuses it here. */
export function MoveToSign({ move, onDone }: { move: ProgrammeMoveToDecideFragment; onDone: () => void }) {
  const { t } = useTranslation('programmes');
  const sign = useAction(SignProgrammeMoveDocument, { onDone });
  const close = useAction(CloseProgrammeMoveDocument, { onDone });
  const { id, amount, programme, bankReference, order } = move;
  if (!order) return null;
  const failure = sign.failure ?? close.failure;
  return (
    <section className="card stack" style={{ padding: 16 }}>
      <h3>
        <Link to={`/programmes/${programme.id}`}>
          <Written>{programme.title}</Written>
        </Link>
      </h3>
      <ProgrammeMoveItem move={move} />
      {bankReference && <p className="small quiet">{t('sign.reference', { reference: bankReference })}</p>}
      <p className="small quiet">{t('sign.preparedBy', { name: order.preparedBy ?? '' })}</p>
      <FailureNotice failure={failure} kind="write" />
      <div className="row" style={{ gap: 8 }}>
        {order.viewerObstacle === null && (
          <Button type="primary" loading={sign.busy} onClick={() => void sign.run({ id })}>
            {t('sign.sign', { amount: formatExact(amount, 'always') })}
          </Button>
        )}
        {order.viewerMayClose && (
          <Button type="text" loading={close.busy} onClick={() => void close.run({ id })}>
            {t(order.preparedByViewer ? 'sign.withdraw' : 'sign.refuse')}
          </Button>
        )}
      </div>
    </section>
  );
}
