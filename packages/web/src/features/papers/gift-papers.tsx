import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../lib/i18n';
import { PaperLink } from '../../ui/paper-link';
import { certificatePaper, receiptPaper } from './addresses';

/** Links to the receipt of a gift and, while the receipt is valid, to its certificate. */
export function GiftPapers({
  receipt: { number, voidedAt },
  small = false,
}: {
  receipt: { number: string; voidedAt?: string | null };
  small?: boolean;
}) {
  const { t } = useTranslation('papers');
  const language = useLanguage();
  return (
    <div className={`row no-print ${small ? 'small' : ''}`} style={{ gap: small ? 16 : 8 }}>
      <PaperLink small={small} href={receiptPaper(number, language)} file={`${number}.pdf`}>
        {t('receipt')}
      </PaperLink>
      {!voidedAt && (
        <PaperLink
          small={small}
          href={certificatePaper(number, language)}
          file={`${number}-${t('certificateFile')}.pdf`}
        >
          {t('certificate')}
        </PaperLink>
      )}
    </div>
  );
}
