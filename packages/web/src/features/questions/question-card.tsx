import type { QuestionToModerateFragment } from '@hongchuang/schema';
import { useApolloClient } from '@apollo/client/react';
import { Link } from 'react-router';
import { removeFromList } from '../../lib/remove-from-list';
import { useItemKeys } from '../../ui/desk';
import { QueueMark } from '../../ui/queue-items';
import { QuestionWords } from './questions-section';
import QuestionWork from './question-work';
import styles from './questions.module.css';

/** A question that waits for its unit, at the desk of those who may hide it. */
export function QuestionCard({
  question,
  onHidden,
}: {
  question: QuestionToModerateFragment;
  onHidden: (question: QuestionToModerateFragment) => void;
}) {
  const { cache } = useApolloClient();
  useItemKeys(question.id, {});
  const { project } = question;
  return (
    <article className={`card ${styles.question}`} aria-label={project.title} data-item={question.id} tabIndex={-1}>
      <p className="small">
        <Link to={`/projects/${project.slug}#question-${question.id}`}>{project.title}</Link>{' '}
        <span className="quiet">{project.organization.name}</span>
      </p>
      <QueueMark id={question.id} />
      <QuestionWords question={question} unit={project.organization.name} />
      <QuestionWork
        question={question}
        answers={false}
        hides
        restores={false}
        onHidden={() => {
          onHidden(question);
          removeFromList(cache, 'questionQueue', 'Question', question.id);
        }}
      />
    </article>
  );
}
