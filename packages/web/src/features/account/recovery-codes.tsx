import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy-button';

/** The recovery codes, which the server shows once. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useTranslation('account');
  return (
    <div className="stack" role="status">
      <p className="strong">{t('secondFactor.codesTitle')}</p>
      <p className="measure">{t('secondFactor.codesText')}</p>
      <ol className="num small" style={{ paddingInlineStart: 24, fontFamily: 'monospace' }}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="row">
        <CopyButton text={codes.join('\n')} what={t('secondFactor.codes')}>
          {t('secondFactor.copy')}
        </CopyButton>
        <Button type="primary" onClick={onKept}>
          {t('secondFactor.kept')}
        </Button>
      </div>
    </div>
  );
}
