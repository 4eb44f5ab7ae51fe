import { X509Certificate, type KeyObject } from 'node:crypto';
import type { WechatSettings } from '../../payment-settings.js';
import { openSealed, type WechatSealed } from './wechat-signature.js';

/** How long after a download the certificates are not downloaded again, so that forged serials cost nothing. */
const DOWNLOAD_EVERY_MS = 60_000;

interface ListedCertificate {
  readonly serial_no: string;
  readonly encrypt_certificate: WechatSealed;
}

/**
 * The keys by which WeChat Pay signs, by their serial: its public key, or its platform certificates. Certificates are
 * downloaded when an unknown serial appears. Each is encrypted with the API v3 key, which also proves where it comes
 * from.
 */
export class WechatKeys {
  private readonly keys = new Map<string, { key: KeyObject; until: number }>();
  private downloadedAt = -Infinity;
  private downloading: Promise<void> | undefined;

  constructor(
    private readonly settings: Pick<WechatSettings, 'publicKey' | 'apiV3Key'>,
    /** Requests `/v3/certificates`, and returns the body of the answer. */
    private readonly download: () => Promise<string>,
    private readonly now: () => Date,
  ) {
    const { publicKey } = settings;
    if (publicKey !== null) this.keys.set(publicKey.id, { key: publicKey.key, until: Infinity });
  }

  /** Returns the key with this serial, or null. Rejects when the certificates cannot be downloaded. */
  async find(serial: string): Promise<KeyObject | null> {
    const now = this.now().getTime();
    const isCertificate = !serial.startsWith('PUB_KEY_ID_');
    if (isCertificate && !this.isKnown(serial, now) && now - this.downloadedAt >= DOWNLOAD_EVERY_MS) {
      this.downloading ??= this.refresh().finally(() => (this.downloading = undefined));
      await this.downloading;
    }
    return this.isKnown(serial, now) ? this.keys.get(serial)!.key : null;
  }

  private isKnown(serial: string, now: number): boolean {
    return now < (this.keys.get(serial)?.until ?? -Infinity);
  }

  private async refresh(): Promise<void> {
    const { data } = JSON.parse(await this.download()) as { data: readonly ListedCertificate[] };
    for (const { serial_no, encrypt_certificate } of data) {
      const certificate = new X509Certificate(openSealed(this.settings.apiV3Key, encrypt_certificate));
      this.keys.set(serial_no, { key: certificate.publicKey, until: Date.parse(certificate.validTo) });
    }
    this.downloadedAt = this.now().getTime();
  }
}
