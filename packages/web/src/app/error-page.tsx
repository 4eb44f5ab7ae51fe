import { useTranslation } from 'react-i18next';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { useFace } from '../lib/served';
import { Button } from '../ui/button';
import { LinkButton } from '../ui/link-button';
import { Page, PageTitle } from '../ui/page';
import { EmptyState } from '../ui/states';

/** Shown when a page fails. A missing chunk means that a new version was deployed; a reload loads it. */
export function ErrorPage() {
  const { t } = useTranslation('app');
  const error = useRouteError();
  const outdated =
    error instanceof TypeError && /dynamically imported module|Importing a module script/i.test(error.message);
  const missing = isRouteErrorResponse(error) && error.status === 404;
  if (missing) return <NotFound />;
  return (
    <Page>
      <PageTitle title={t(outdated ? 'error.outdatedTitle' : 'error.title')} />
      <EmptyState
        title={t(outdated ? 'error.outdated' : 'error.text')}
        actions={
          <>
            <Button kind="primary" onClick={() => window.location.reload()}>
              {t('error.reload')}
            </Button>
            <LinkButton to="/" reloadDocument>
              {t('backHome')}
            </LinkButton>
          </>
        }
      >
        {t('error.kept')}
      </EmptyState>
    </Page>
  );
}

export function NotFound() {
  const { t } = useTranslation('app');
  useFace({ status: 404 });
  return (
    <Page>
      <PageTitle title={t('notFound.title')} />
      <EmptyState
        title={t('notFound.text')}
        actions={
          <>
            <LinkButton to="/projects">{t('nav.projects')}</LinkButton>
            <LinkButton to="/">{t('backHome')}</LinkButton>
          </>
        }
      >
        {t('notFound.advice')}
      </EmptyState>
    </Page>
  );
}
