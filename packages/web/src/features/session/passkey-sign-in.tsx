import { SignInWithPasskeyDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { canUsePasskeys } from '../../lib/passkeys';
import { useAction } from '../../lib/use-action';
import { PasskeyButton } from '../../ui/passkey-button';
import { SessionFailure } from './session-failure';

/** Signs in by a passkey, without an address and a password. */
export function PasskeySignIn({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const { t } = useTranslation('session');
  const signIn = useAction(SignInWithPasskeyDocument, { leaves: true });
  if (!canUsePasskeys()) return null;
  return (
    <div style={{ marginTop: 12 }}>
      <SessionFailure failure={signIn.failure} />
      <PasskeyButton
        block
        busy={signIn.busy}
        onAnswer={(response) => void signIn.run({ response }).then((data) => data && onSignedIn())}
      >
        {t('signIn.byPasskey')}
      </PasskeyButton>
    </div>
  );
}
