import { AnswerAddressChangeDocument } from '@hongchuang/schema';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../lib/use-action';
import { LinkButton } from '../../ui/link-button';
import { EmptyState, FailureNotice } from '../../ui/states';

/** The page behind the link in the letter to the old address: its reader confirms the change or stops it. */
export function OldAddress({ token }: { token: string }) {
  const { t } = useTranslation('session');
  const [agreed, setAgreed] = useState<boolean>();
  const answer = useAction(AnswerAddressChangeDocument);
  const send = async (agrees: boolean) => {
    if (await answer.run({ token, agrees })) setAgreed(agrees);
  };
  if (agreed !== undefined)
    return (
      <div role="status">
        <EmptyState
          title={t(agreed ? 'oldAddress.agreed' : 'oldAddress.stopped')}
          actions={<LinkButton to="/account#address">{t('verify.toAccount')}</LinkButton>}
        >
          {t(agreed ? 'oldAddress.agreedText' : 'oldAddress.stoppedText')}
        </EmptyState>
      </div>
    );
  return (
    <div className="stack" style={{ maxWidth: 640 }}>
      <p className="measure">{t('oldAddress.question')}</p>
      <FailureNotice failure={answer.failure} />
      <div className="row">
        <Button type="primary" size="large" loading={answer.busy} onClick={() => void send(true)}>
          {t('oldAddress.agree')}
        </Button>
        <Button size="large" danger disabled={answer.busy} onClick={() => void send(false)}>
          {t('oldAddress.stop')}
        </Button>
      </div>
    </div>
  );
}
