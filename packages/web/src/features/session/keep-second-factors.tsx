import { KeepSecondFactorsDocument } from '@hongchuang/schema';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../lib/use-action';
import { LinkButton } from '../../ui/link-button';
import { EmptyState, FailureNotice } from '../../ui/states';

/** The page behind the link in the letter about second factors that are to be removed: its reader stops it. */
export function KeepSecondFactors({ token }: { token: string }) {
  const { t } = useTranslation('session');
  const [kept, setKept] = useState(false);
  const keep = useAction(KeepSecondFactorsDocument, { onDone: () => setKept(true) });
  if (kept)
    return (
      <div role="status">
        <EmptyState
          title={t('keepFactors.done')}
          actions={<LinkButton to="/account#password">{t('verify.toAccount')}</LinkButton>}
        >
          {t('keepFactors.doneText')}
        </EmptyState>
      </div>
    );
  return (
    <div className="stack" style={{ maxWidth: 640 }}>
      <p className="measure">{t('keepFactors.question')}</p>
      <FailureNotice failure={keep.failure} />
      <div>
        <Button type="primary" size="large" loading={keep.busy} onClick={() => void keep.run({ token })}>
          {t('keepFactors.confirm')}
        </Button>
      </div>
    </div>
  );
}
