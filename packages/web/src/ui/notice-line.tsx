import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** Says beside a button that its press accepts the privacy notice. It opens in another tab, so that no input is lost. */
export function NoticeLine({ act }: { act: 'signUp' | 'give' }) {
  const { t } = useTranslation('privacy');
  return (
    <p className="small quiet" style={{ marginTop: 8 }}>
      {t(`line.${act}`)}{' '}
      <Link to="/privacy" target="_blank">
        {t('line.link')}
      </Link>
    </p>
  );
}
