import { useApolloClient, useQuery } from '@apollo/client/react';
import { ProjectQuestionsDocument, type QuestionPartsFragment } from '@hongchuang/schema';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { refetchPage } from '../../lib/refetch-page';
import { useScrollToHash } from '../../lib/scroll-to-hash';
import { useChanged } from '../../lib/use-changed';
import { signInPath, useViewer } from '../../lib/viewer';
import { ConnectionList } from '../../ui/connection-list';
import { inKit } from '../../ui/in-kit';
import { LinkButton } from '../../ui/link-button';
import { Section } from '../../ui/page';
import { SkeletonText } from '../../ui/states';
import { Written } from '../../ui/written';
import styles from './questions.module.css';

const AskQuestion = inKit(() => import('./ask-question'));
const QuestionWork = inKit(() => import('./question-work'));

const PAGE = 5;

/** Questions about a project with the answers of its unit. A page that stands open shows new ones by itself. */
export default function QuestionsSection({ projectId }: { projectId: string }) {
  const { t } = useTranslation('questions');
  const client = useApolloClient();
  const { signedIn, loading, hasRole } = useViewer();
  const location = useLocation();
  useScrollToHash('questions');
  const moderates = hasRole('REVIEWER');
  const { data, error, refetch, fetchMore } = useQuery(ProjectQuestionsDocument, {
    variables: { id: projectId, first: PAGE },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  useChanged([`project:${projectId}`], () => void refetchPage(client, { documents: [ProjectQuestionsDocument] }), {
    isFresh: true,
  });
  const project = data?.project;
  const role = project?.organization.viewerRole;
  const edits = role === 'OWNER' || role === 'EDITOR';
  const counts = project?.questionCounts;
  return (
    <Section
      id="questions"
      title={t('title')}
      aside={
        counts && counts.shown > 0 ? (
          <span className="small quiet">{t('counts', { shown: counts.shown, answered: counts.answered })}</span>
        ) : undefined
      }
    >
      <ConnectionList
        connection={project?.questions}
        error={error}
        refetch={refetch}
        fetchMore={fetchMore}
        pageSize={PAGE}
        skeleton={<SkeletonText lines={4} />}
        empty={<p className="quiet">{t('none')}</p>}
        container={(items) => <ul className={styles.list}>{items}</ul>}
      >
        {(question) => (
          <QuestionItem id={question.id}>
            <QuestionWords question={question} unit={project!.organization.name} />
            {(edits || moderates) && (
              <QuestionWork question={question} answers={edits} hides={edits || moderates} restores={moderates} />
            )}
          </QuestionItem>
        )}
      </ConnectionList>
      {!edits &&
        (signedIn ? (
          <AskQuestion projectId={projectId} />
        ) : (
          !loading && (
            <div className="stack no-print" style={{ justifyItems: 'start', gap: 8 }}>
              <p className="small quiet">{t('signInFirst')}</p>
              <LinkButton to={signInPath(`${location.pathname}#questions`)}>{t('signIn')}</LinkButton>
            </div>
          )
        ))}
    </Section>
  );
}

function QuestionItem({ id, children }: { id: string; children: ReactNode }) {
  useScrollToHash(`question-${id}`);
  return (
    <li id={`question-${id}`} className={`card ${styles.question}`}>
      {children}
    </li>
  );
}

/** A question and its answer, or what stays of them after they were hidden. */
export function QuestionWords({ question, unit }: { question: QuestionPartsFragment; unit: string }) {
  const { t } = useTranslation('questions');
  const language = useLanguage();
  const { text, askedAt, dueAt, answer, answeredAt, hiddenAt, hiddenBy, hiddenReason, viewerAsked } = question;
  const { answerCorrectedAt, replacedAnswers } = question;
  return (
    <>
      {text === null || text === undefined ? (
        <p className="quiet">
          {t('tombstone', { date: formatDate(hiddenAt!, language), by: t(`by.${hiddenBy ?? 'STAFF'}`) })}
        </p>
      ) : (
        <p className={`strong ${styles.text}`}>
          <Written>{text}</Written>
        </p>
      )}
      <p className="small quiet">
        {viewerAsked && <>{t('yours')} · </>}
        {formatDate(askedAt, language)}
        {!answeredAt && !hiddenAt && <> · {t('due', { date: formatDate(dueAt, language) })}</>}
      </p>
      {text && hiddenAt && (
        <p className="small amber">{t('hidden', { by: t(`by.${hiddenBy ?? 'STAFF'}`), reason: hiddenReason ?? '' })}</p>
      )}
      {answer && answeredAt && (
        <blockquote className={styles.answer}>
          <p className="small strong">
            {t('answerOf', { unit })}{' '}
            <span className="quiet">
              {formatDate(answeredAt, language)}
              {answerCorrectedAt && <> · {t('corrected', { date: formatDate(answerCorrectedAt, language) })}</>}
            </span>
          </p>
          <p className={styles.text}>
            <Written>{answer}</Written>
          </p>
          {replacedAnswers.length > 0 && (
            <details className={`small quiet ${styles.replaced}`}>
              <summary>{t('replaced', { count: replacedAnswers.length })}</summary>
              {replacedAnswers.map(({ text: earlier, writtenAt }) => (
                <p key={writtenAt} className={styles.text}>
                  {formatDate(writtenAt, language)} · <Written>{earlier}</Written>
                </p>
              ))}
            </details>
          )}
        </blockquote>
      )}
    </>
  );
}
