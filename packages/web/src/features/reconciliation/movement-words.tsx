import { useQuery } from '@apollo/client/react';
import { ForgetMovementWordsDocument, MovementWordsDocument } from '@hongchuang/schema';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { Section } from '../../ui/page';
import { ErrorState, FailureNotice } from '../../ui/states';
import styles from './reconciliation.module.css';

/** The words by which lines are proposed as charges, interest or own transfers, as treasurers have taught them. */
export function MovementWordsList() {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const { hasRole } = useViewer();
  const { data, error, refetch } = useQuery(MovementWordsDocument, { fetchPolicy: 'cache-and-network' });
  const forget = useAction(ForgetMovementWordsDocument, { refetch: ['MovementWords'] });
  const rules = data?.movementWords ?? [];
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (rules.length === 0) return null;
  return (
    <Section title={t('words.title')}>
      <p className="small quiet measure">{t('words.lead')}</p>
      <ul className={styles.rows} aria-label={t('words.title')}>
        {rules.map(({ id, words, isIncoming, kind, purpose, project, learnedAt }) => (
          <li key={id} className={`${styles.statement} row-between`}>
            <span>
              {t(isIncoming ? 'words.in' : 'words.out', { words })}{' '}
              <span className="strong">{t(`movement.kind.${kind}`)}</span>
              {purpose && (
                <span className="quiet">
                  {' '}
                  · {t(`movement.purpose.${purpose}`)}
                  {project && ` · ${project.title}`}
                </span>
              )}
              <span className="small quiet num">
                {' '}
                · {t('words.learned', { date: formatDate(learnedAt, language) })}
              </span>
            </span>
            {hasRole('TREASURER') && (
              <Button
                size="small"
                loading={forget.busy}
                aria-label={t('words.forgetLabel', { words })}
                onClick={() => void forget.run({ id })}
              >
                {t('words.forget')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <FailureNotice failure={forget.failure} />
    </Section>
  );
}
