import {
  type MatchReturnToSignFragment,
  SignMatchReturnDocument,
  WithdrawMatchReturnDocument,
} from '@hongchuang/schema';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFieldFailure } from '../../lib/field-failure';
import { formatExact } from '../../lib/money';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { TextField } from '../../ui/fields';
import { Money } from '../../ui/money';
import { OrderHistory } from '../../ui/order-history';
import { FailureNotice } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';
import { Written } from '../../ui/written';

const REFERENCE_MAX = 64;

/** One return that waits for its second person: the fund, the sponsor, the amount, and the buttons to decide. */
export function MatchReturnCard({ back, onDecided }: { back: MatchReturnToSignFragment; onDecided: () => void }) {
  const { t } = useTranslation('matching');
  const { id, amount, reason, fund, order, viewerActions } = back;
  const signs = viewerActions.includes('SIGN');
  const { formProps, clear, showFailure } = useStoredForm<{ bankReference: string }>(`match-return:${id}`, {
    bankReference: '',
  });
  const sign = useAction(SignMatchReturnDocument, {
    onDone: () => {
      clear();
      onDecided();
    },
  });
  const withdraw = useAction(WithdrawMatchReturnDocument, { onDone: onDecided });
  const failure = useFieldFailure(sign.failure, showFailure);
  return (
    <article className="card card-pad stack" aria-label={fund.title}>
      <h3>
        <Link to={`/match-funds/${fund.id}`}>
          <Written>{fund.title}</Written>
        </Link>
      </h3>
      <p>
        {t('back.to')}
        <Written>{fund.sponsor.name}</Written> <Money fen={amount} exact className="strong" />
      </p>
      <p className="small">
        <Written>{reason}</Written>
      </p>
      {order && <OrderHistory order={order} />}
      {signs && (
        <Form
          {...formProps}
          onFinish={({ bankReference }) => void sign.run({ id, bankReference: bankReference?.trim() || null })}
        >
          <TextField
            name="bankReference"
            label={t('back.reference')}
            help={t('back.referenceHelp')}
            maxLength={REFERENCE_MAX}
          />
          <FailureNotice failure={failure} kind={sign.kind} />
          <SubmitButton action={sign}>{t('back.sign', { amount: formatExact(amount, 'always') })}</SubmitButton>
        </Form>
      )}
      {viewerActions.includes('WITHDRAW') && (
        <ConfirmAction
          label={t(signs ? 'back.refuse' : 'back.withdraw')}
          question={t('back.withdrawQuestion')}
          confirm={t(signs ? 'back.refuse' : 'back.withdraw')}
          keep={t('act.keep')}
          busy={withdraw.busy}
          onConfirm={() => withdraw.run({ id })}
        />
      )}
      <FailureNotice failure={withdraw.failure} kind={withdraw.kind} />
    </article>
  );
}
