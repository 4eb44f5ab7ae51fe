import {
  CloseProgrammeMoveDocument,
  type ProgrammeMoveToDecideFragment,
  SignProgrammeMoveDocument,
} from '@hongchuang/schema';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { FailureNotice } from '../../ui/states';
import { Written } from '../../ui/written';
import { ProgrammeMoveItem } from './programme-moves';
import { Recipients } from './recipients';

/** A movement of money that waits for its second person, who signs or refuses it here. */
export function MoveToSign({ move, onDone }: { move: ProgrammeMoveToDecideFragment; onDone: () => void }) {
  const { t } = useTranslation('programmes');
  const [reference, setReference] = useState('');
  const sign = useAction(SignProgrammeMoveDocument, { onDone });
  const close = useAction(CloseProgrammeMoveDocument, { onDone });
  const { id, kind, amount, programme, bankReference, order } = move;
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
      {kind === 'GRANTS' && <Recipients move={move} />}
      {kind === 'GRANTS' && order.viewerObstacle === null && (
        <label className="stack measure" style={{ gap: 4 }}>
          <span>{t('sign.paymentReference')}</span>
          <Input value={reference} maxLength={64} onChange={(event) => setReference(event.target.value)} />
        </label>
      )}
      <FailureNotice failure={failure} kind="write" />
      <div className="row" style={{ gap: 8 }}>
        {order.viewerObstacle === null && (
          <Button
            type="primary"
            loading={sign.busy}
            disabled={kind === 'GRANTS' && reference.trim() === ''}
            onClick={() => void sign.run({ id, bankReference: reference.trim() || null })}
          >
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
