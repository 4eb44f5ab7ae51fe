import { ConfirmNewAddressDocument, type ViewerPartsFragment } from '@hongchuang/schema';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../lib/use-action';
import { signInPath } from '../../lib/viewer';
import { LinkButton } from '../../ui/link-button';
import { EmptyState, FailureNotice } from '../../ui/states';

/** The page behind the link in the letter to a new address. Only the account that asked for it can confirm. */
export function NewAddress({ token, viewer }: { token: string; viewer: ViewerPartsFragment | null }) {
  const { t } = useTranslation('session');
  const [outcome, setOutcome] = useState<'changed' | 'waits'>();
  const confirm = useAction(ConfirmNewAddressDocument, {
    onDone: ({ confirmNewAddress: { addressChange } }) => setOutcome(addressChange === null ? 'changed' : 'waits'),
  });
  if (!viewer)
    return (
      <EmptyState
        title={t('newAddress.signInFirst')}
        actions={
          <LinkButton to={signInPath(`/new-address#${token}`)} primary>
            {t('signIn.submit')}
          </LinkButton>
        }
      >
        {t('newAddress.notYou')}
      </EmptyState>
    );
  if (outcome)
    return (
      <div role="status">
        <EmptyState
          title={t(`newAddress.${outcome}`, { email: viewer.email })}
          actions={<LinkButton to="/account#address">{t('verify.toAccount')}</LinkButton>}
        >
          {t(`newAddress.${outcome}Text`, { email: viewer.email })}
        </EmptyState>
      </div>
    );
  return (
    <div className="stack" style={{ maxWidth: 640 }}>
      <p className="measure">{t('newAddress.question', { email: viewer.email })}</p>
      <FailureNotice failure={confirm.failure} />
      <div>
        <Button type="primary" size="large" loading={confirm.busy} onClick={() => void confirm.run({ token })}>
          {t('newAddress.confirm')}
        </Button>
      </div>
    </div>
  );
}
