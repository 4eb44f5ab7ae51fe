import { notice20261130 } from './privacy-notice.2026-11-30.js';
import { notice20261201 } from './privacy-notice.2026-12-01.js';

export interface NoticeText {
  /** The day from which it holds. */
  readonly version: string;
  /** Markdown. */
  readonly zh: string;
  readonly en: string;
}

/** Every published version, oldest first. The last one holds. */
export const PRIVACY_NOTICES: readonly [NoticeText, ...NoticeText[]] = [notice20261130, notice20261201];

export const currentNotice = (): NoticeText => PRIVACY_NOTICES.at(-1)!;

export const findNotice = (version: string): NoticeText | null =>
  PRIVACY_NOTICES.find((notice) => notice.version === version) ?? null;
