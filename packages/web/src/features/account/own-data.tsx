import { useQuery } from '@apollo/client/react';
import { CloseAccountDocument, OwnPrivacyDocument } from '@hongchuang/schema';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLanguage } from '../../lib/i18n';
import { PaperLink } from '../../ui/paper-link';
import { ErrorState, Loading, SkeletonText } from '../../ui/states';
import { PasswordAgain } from './password-again';

/** The person's rights over their data: to have it all as a file, and to close the account. */
export function OwnData({ email, onClosed }: { email: string; onClosed: () => void }) {
  const { t } = useTranslation('privacy');
  const language = useLanguage();
  const [closing, setClosing] = useState(false);
  const { data, error, refetch } = useQuery(OwnPrivacyDocument, { fetchPolicy: 'cache-and-network' });
  const viewer = data?.viewer;
  if (!viewer)
    return error ? (
      <ErrorState error={error} onRetry={() => void refetch()} />
    ) : (
      <Loading>
        <SkeletonText lines={4} />
      </Loading>
    );
  return (
    <div className="stack">
      <p className="small quiet">
        {viewer.acceptedNotice === null ? t('own.notAccepted') : t('own.accepted', { version: viewer.acceptedNotice })}{' '}
        <Link to="/privacy">{t('own.notice')}</Link>
      </p>
      <div className="stack" style={{ gap: 8 }}>
        <h3>{t('export.title')}</h3>
        <p className="small quiet">{t('export.lead')}</p>
        <div className="row">
          <PaperLink href={`/exports/my-data.html?language=${language}`} file={t('export.file', { type: 'html' })}>
            {t('export.page')}
          </PaperLink>
          <PaperLink href="/exports/my-data.json" file={t('export.file', { type: 'json' })}>
            {t('export.json')}
          </PaperLink>
        </div>
      </div>
      <div className="stack" style={{ gap: 8 }} id="close-account">
        <h3>{t('close.title')}</h3>
        <p className="small quiet">{t('close.lead')}</p>
        {viewer.closingObstacles.length > 0 ? (
          <>
            <p>{t('close.first')}</p>
            <ul>
              {viewer.closingObstacles.map(({ kind, text, path }) => (
                <li key={kind}>
                  {text} {path !== '/account' && <Link to={path}>{t('close.go')}</Link>}
                </li>
              ))}
            </ul>
          </>
        ) : closing ? (
          <PasswordAgain
            email={email}
            document={CloseAccountDocument}
            variablesOf={(password) => ({ password })}
            text={t('close.question')}
            label={t('close.confirm')}
            onDone={onClosed}
            onCancel={() => setClosing(false)}
          />
        ) : (
          <div>
            <Button danger onClick={() => setClosing(true)}>
              {t('close.start')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
