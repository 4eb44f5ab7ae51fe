import { useQuery } from '@apollo/client/react';
import { ProjectBooksDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { BookLines } from '../../features/books/book-lines';
import { BooksCheck } from '../../features/books/books-check';
import styles from '../../features/books/books.module.css';
import { FundStatementView } from '../../features/projects/fund';
import { SITE_CARD, useFace } from '../../lib/served';
import { LinkButton } from '../../ui/link-button';
import { Page, PageTitle, Section } from '../../ui/page';
import { EmptyState, ErrorState, PageSkeleton } from '../../ui/states';
import { NotFound } from '../error-page';

export function Component() {
  const { t } = useTranslation('books');
  const { slug = '' } = useParams();
  const { data, error, refetch } = useQuery(ProjectBooksDocument, {
    variables: { slug },
    fetchPolicy: 'cache-and-network',
  });
  const project = data?.project;
  useFace(
    project
      ? {
          card: t('project.title', { title: project.title }),
          description: t('project.lead'),
          image: SITE_CARD,
          canonical: `/projects/${project.slug}/books`,
          facts: {
            '@type': 'Dataset',
            name: t('project.title', { title: project.title }),
            description: t('project.lead'),
            url: `/projects/${project.slug}/books`,
            isAccessibleForFree: true,
          },
        }
      : undefined,
  );
  if (!project) {
    if (data) return <NotFound />;
    return (
      <Page>
        {error ? (
          <>
            <PageTitle title={t('project.tab')} />
            <ErrorState error={error} onRetry={() => void refetch()} />
          </>
        ) : (
          <PageSkeleton />
        )}
      </Page>
    );
  }
  const home = `/projects/${project.slug}`;

  return (
    <Page>
      <PageTitle
        title={t('project.title', { title: project.title })}
        lead={t('project.lead')}
        above={
          <p className="small row">
            <Link to={home}>{t('project.back')}</Link>
            <Link to="/books">{t('project.whole')}</Link>
          </p>
        }
      />
      <div className={styles.top}>
        <Section title={t('projects:fund.title')}>
          <FundStatementView fund={project.fund} />
        </Section>
        <BooksCheck key={project.id} projectId={project.id} />
      </div>
      <BookLines
        key={project.slug}
        project={project}
        empty={
          <EmptyState title={t('lines.none')} actions={<LinkButton to={home}>{t('lines.seeProject')}</LinkButton>}>
            {t('lines.noneProject')}
          </EmptyState>
        }
      />
    </Page>
  );
}
