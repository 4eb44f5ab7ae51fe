import {
  type CampaignPartsFragment,
  EndCampaignDocument,
  PublishCampaignDocument,
  ReturnCampaignDocument,
} from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { TextAreaField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';

const REASON_MAX = 500;

/** What the viewer can do with a campaign: change it, publish it, return it, end it. */
export function CampaignActions({ campaign, onEdit }: { campaign: CampaignPartsFragment; onEdit: () => void }) {
  const { t } = useTranslation('campaigns');
  const { id, version, viewerActions } = campaign;
  const publish = useAction(PublishCampaignDocument);
  const [open, setOpen] = useState<'return' | 'end' | null>(null);
  if (viewerActions.length === 0) return null;
  const decides = viewerActions.includes('DECIDE');
  return (
    <div className="stack no-print">
      <div className="row" style={{ gap: 8 }}>
        {viewerActions.includes('UPDATE') && (
          <Button size="small" onClick={onEdit}>
            {t('act.edit')}
          </Button>
        )}
        {decides && (
          <ConfirmAction
            label={t('act.publish')}
            question={t('act.publishQuestion')}
            confirm={t('act.publish')}
            keep={t('act.keep')}
            busy={publish.busy}
            onConfirm={() => publish.run({ id, version })}
          />
        )}
        {decides && open === null && (
          <Button size="small" onClick={() => setOpen('return')}>
            {t('act.return')}
          </Button>
        )}
        {viewerActions.includes('END') && open === null && (
          <Button size="small" onClick={() => setOpen('end')}>
            {t('act.end')}
          </Button>
        )}
      </div>
      <FailureNotice failure={publish.failure} kind={publish.kind} />
      {open !== null && <ReasonForm key={open} id={id} act={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

function ReasonForm({ id, act, onClose }: { id: string; act: 'return' | 'end'; onClose: () => void }) {
  const { t } = useTranslation('campaigns');
  const { formProps, clear, showFailure } = useStoredForm(`campaign-${act}:${id}`, { reason: '' });
  const onDone = () => {
    clear();
    onClose();
  };
  const back = useAction(ReturnCampaignDocument, { leaves: true, onDone });
  const end = useAction(EndCampaignDocument, { leaves: true, onDone });
  const action = act === 'return' ? back : end;
  const failure = useFieldFailure(action.failure, showFailure);
  return (
    <Form {...formProps} className="measure" onFinish={({ reason }) => void action.run({ id, reason: reason.trim() })}>
      <TextAreaField
        name="reason"
        label={t(act === 'return' ? 'act.returnReason' : 'act.endReason')}
        help={act === 'end' && t('act.endHelp')}
        maxLength={REASON_MAX}
        required
      />
      <FailureNotice failure={failure} kind={action.kind} />
      <div className="row" style={{ gap: 8 }}>
        <SubmitButton action={action}>{t(act === 'return' ? 'act.return' : 'act.end')}</SubmitButton>
        <Button onClick={onClose}>{t('act.keep')}</Button>
      </div>
    </Form>
  );
}
