import { useTranslation } from 'react-i18next';
import { readCreditCode } from '../../lib/credit-code';
import styles from './admin.module.css';

/** Shows the code and what can be read from it. */
export function CreditCodeCheck({ code }: { code: string | null | undefined }) {
  const { t } = useTranslation('admin');
  const result = readCreditCode(code);
  if (result.state === 'none') {
    return (
      <>
        {t('credit.none')}
        <span className="small quiet" style={{ display: 'block' }}>
          {t('credit.noneHint')}
        </span>
      </>
    );
  }
  return (
    <>
      <span className={styles.code}>{code}</span>
      {result.state === 'right' ? (
        <span className="small pine" style={{ display: 'block' }}>
          ✓ {t('credit.right')}{' '}
          <span className="quiet">
            {t(`credit.kind.${result.kind}`)} · {t('credit.division', { division: result.division })}
          </span>
        </span>
      ) : (
        <span className="small amber" style={{ display: 'block' }}>
          {result.state === 'malformed' ? t('credit.malformed') : t('credit.wrongCheck', { expected: result.expected })}
        </span>
      )}
    </>
  );
}
