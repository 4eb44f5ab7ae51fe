import { AskForPasskeyDocument } from '@hongchuang/schema';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canUsePasskeys, type PasskeyTrouble, signWithPasskey } from '../lib/passkeys';
import { useAction } from '../lib/use-action';
import { FailureNotice } from './states';

/** Asks for a passkey, and hands over what the browser returned. Draws nothing in a browser without passkeys. */
export function PasskeyButton({
  children,
  busy,
  block = false,
  onAnswer,
}: {
  children: string;
  busy: boolean;
  block?: boolean;
  onAnswer: (response: string) => void;
}) {
  const ask = useAction(AskForPasskeyDocument);
  const [trouble, setTrouble] = useState<PasskeyTrouble>();
  const [waiting, setWaiting] = useState(false);
  if (!canUsePasskeys()) return null;

  const start = async () => {
    setTrouble(undefined);
    setWaiting(true);
    const asked = await ask.run({});
    const answer = asked && (await signWithPasskey(asked.askForPasskey));
    setWaiting(false);
    if (answer === undefined) return;
    if ('response' in answer) onAnswer(answer.response);
    else setTrouble(answer.trouble);
  };
  return (
    <div className="stack" style={{ gap: 8 }}>
      <Button block={block} size={block ? 'large' : 'middle'} loading={busy || waiting} onClick={() => void start()}>
        {children}
      </Button>
      <FailureNotice failure={ask.failure} kind="read" />
      <PasskeyTroubleNotice trouble={trouble} />
    </div>
  );
}

/** Says why the browser gave no passkey. */
export function PasskeyTroubleNotice({ trouble }: { trouble: PasskeyTrouble | undefined }) {
  const { t } = useTranslation('app');
  return (
    <p className="small red" role="status">
      {trouble && t(`passkey.${trouble}`)}
    </p>
  );
}
