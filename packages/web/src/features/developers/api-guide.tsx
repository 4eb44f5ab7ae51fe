import { useTranslation } from 'react-i18next';
import { Markdown } from '../../ui/served-markdown';
import { CodeBlock } from './code-block';
import styles from './developers.module.css';
import { CODES, EXAMPLES } from './examples';
import limits from './limits.json';

const CURL = `curl "$SERVER/graphql" \\
  -H 'content-type: application/json' \\
  -H 'accept-language: en' \\
  -d '{"query": "{ projects(first: 3) { totalCount edges { node { title } } } }"}'`;

/** What the public API is, with requests to copy. */
export function ApiGuide() {
  const { t } = useTranslation('developers');
  return (
    <div className="stack measure">
      <p>{t('lead')}</p>
      <Markdown>{t('begin')}</Markdown>
      <CodeBlock label={t('first')} text={CURL} />
      <h2>{t('examples.title')}</h2>
      <p>{t('examples.lead')}</p>
      {EXAMPLES.map(({ name, query, variables }) => (
        <section key={name} className="stack" aria-labelledby={`example-${name}`}>
          <h3 id={`example-${name}`}>{t(`examples.${name}.title`)}</h3>
          <p>{t(`examples.${name}.text`)}</p>
          <CodeBlock label={`${t(`examples.${name}.title`)}: GraphQL`} text={query} />
          {variables !== null && (
            <CodeBlock label={`${t(`examples.${name}.title`)}: ${t('examples.variables')}`} text={variables} />
          )}
        </section>
      ))}
      <h2>{t('errors.title')}</h2>
      <p>{t('errors.lead')}</p>
      <dl className={styles.codes}>
        {CODES.map((code) => (
          <div key={code}>
            <dt translate="no">{code}</dt>
            <dd>{t(`errors.codes.${code}`)}</dd>
          </div>
        ))}
      </dl>
      <Markdown>{t('rules', limits)}</Markdown>
    </div>
  );
}
