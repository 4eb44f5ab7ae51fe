import {
  type CollectedListPartsFragment,
  DiscardCollectedListDocument,
  WithdrawCollectedListDocument,
} from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { FailureNotice } from '../../ui/states';

/** Removes a list that is not committed, or withdraws the unpaid gifts of one that is. */
export function EndList({ list: { id, viewerActions, organization } }: { list: CollectedListPartsFragment }) {
  const { t } = useTranslation('collected-lists');
  const navigate = useNavigate();
  const discard = useAction(DiscardCollectedListDocument, {
    leaves: true,
    onDone: () => void navigate(`/workspace/${organization.id}/lists`),
  });
  const withdraw = useAction(WithdrawCollectedListDocument);
  return (
    <>
      {viewerActions.includes('DISCARD') && (
        <ConfirmAction
          label={t('discard.action')}
          question={t('discard.question')}
          confirm={t('discard.action')}
          keep={t('commit.keep')}
          busy={discard.busy}
          onConfirm={() => discard.run({ id })}
        />
      )}
      {viewerActions.includes('WITHDRAW') && (
        <ConfirmAction
          label={t('withdraw.action')}
          question={t('withdraw.question')}
          confirm={t('withdraw.action')}
          keep={t('commit.keep')}
          busy={withdraw.busy}
          onConfirm={() => withdraw.run({ id })}
        />
      )}
      <FailureNotice failure={discard.failure ?? withdraw.failure} kind={discard.kind} />
    </>
  );
}
