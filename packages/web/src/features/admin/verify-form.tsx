import { useApolloClient } from '@apollo/client/react';
import { type AdminUnitFragment, VerifyUnitDocument } from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { removeFromList } from '../../lib/remove-from-list';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { TextAreaField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';

const COMMENT_MAX = 500;

/** Accepts or refuses a unit, or withdraws the verification of a verified one. */
export function VerifyForm({ unit, onDone }: { unit: AdminUnitFragment; onDone: (unit: AdminUnitFragment) => void }) {
  const { t } = useTranslation('admin');
  const { cache } = useApolloClient();
  const { form, formProps, clear, showFailure } = useStoredForm<{ comment: string }>(`verify:${unit.id}`, {
    comment: '',
  });
  const action = useAction(VerifyUnitDocument, {
    onDone: ({ verifyOrganization }) => {
      clear();
      form.setFieldValue('comment', '');
      onDone(verifyOrganization);
      removeFromList(cache, 'unitQueue', 'Organization', unit.id);
    },
  });
  const failure = useFieldFailure(action.failure, showFailure);

  const settle = async (accepted: boolean) => {
    const comment = String(form.getFieldValue('comment') ?? '').trim();
    if (!accepted && comment === '') {
      form.setFields([{ name: 'comment', errors: [t('verify.commentNeeded')] }]);
      form.scrollToField('comment', { block: 'center', focus: true });
      return;
    }
    await action.run({ id: unit.id, accepted, comment: comment || null });
  };

  return (
    // The page has several forms. The name makes the ids of their fields, and thereby their labels, unique.
    <Form {...formProps} name={`verify-${unit.id}`}>
      <TextAreaField
        name="comment"
        label={t('verify.comment')}
        help={t('verify.commentHelp')}
        maxLength={COMMENT_MAX}
        rows={2}
      />
      <div className="stack">
        <FailureNotice failure={failure} kind="write" />
        <div className="row">
          {unit.verification !== 'VERIFIED' && (
            <Button onClick={() => void settle(true)} loading={action.busy}>
              {t('verify.accept')}
            </Button>
          )}
          {unit.verification !== 'REFUSED' && (
            <Button
              type={unit.verification === 'VERIFIED' ? 'default' : 'text'}
              onClick={() => void settle(false)}
              disabled={action.busy}
            >
              {t(unit.verification === 'VERIFIED' ? 'verify.revoke' : 'verify.refuse')}
            </Button>
          )}
        </div>
        {unit.verification === 'VERIFIED' && <p className="small quiet">{t('verify.revokeHelp')}</p>}
      </div>
    </Form>
  );
}
