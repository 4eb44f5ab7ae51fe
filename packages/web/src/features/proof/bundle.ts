import type { JudgedReceipt } from './use-proof';

/** Returns the proof of a receipt as a file for the offline verifier; docs/proof.md describes the file. */
export function bundleOf({ proof, keys }: JudgedReceipt['sent']): object {
  const head = proof?.head;
  return {
    format: 'hongchuang receipt proof v1',
    document: proof?.document,
    head: head && {
      size: head.size,
      root: head.root,
      timestamp: head.signedAt,
      keyId: head.keyId,
      signature: head.signature,
    },
    // For comparison only, because a verifier has to get the key from its user.
    publicKey: keys.find(({ keyId }) => keyId === head?.keyId)?.publicKey,
    entries: proof?.entries.map(({ leaf, position, path }) => ({ leaf, position, path })),
  };
}

export function downloadBundle(number: string, sent: JudgedReceipt['sent']): void {
  const url = URL.createObjectURL(
    new Blob([`${JSON.stringify(bundleOf(sent), null, 2)}\n`], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = `${number}.proof.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
