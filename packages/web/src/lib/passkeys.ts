import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

/** Why the browser gave no passkey: the person said no or was too slow, the device has it already, or it cannot. */
export type PasskeyTrouble = 'cancelled' | 'known' | 'unable';

export type PasskeyAnswer = { readonly response: string } | { readonly trouble: PasskeyTrouble };

/** Whether this browser can have passkeys at this address. */
export const canUsePasskeys = (): boolean => browserSupportsWebAuthn();

function troubleOf(error: unknown): PasskeyTrouble {
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'known';
  const name = error instanceof Error ? error.name : '';
  return name === 'NotAllowedError' || name === 'AbortError' ? 'cancelled' : 'unable';
}

async function answerOf(ask: () => Promise<unknown>): Promise<PasskeyAnswer> {
  try {
    return { response: JSON.stringify(await ask()) };
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
}

/** Lets the browser make a passkey. `options` are those that the server sent. */
export const makePasskey = (options: string): Promise<PasskeyAnswer> =>
  answerOf(() => startRegistration({ optionsJSON: JSON.parse(options) as PublicKeyCredentialCreationOptionsJSON }));

/** Lets the browser sign with a passkey. `options` are those that the server sent. */
export const signWithPasskey = (options: string): Promise<PasskeyAnswer> =>
  answerOf(() => startAuthentication({ optionsJSON: JSON.parse(options) as PublicKeyCredentialRequestOptionsJSON }));
