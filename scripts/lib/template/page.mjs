// The page of a new module: it lists what the module holds and creates new ones. With a queue, it also shows what waits
// to those who work on the queue.

/**
 * The files by path from the root.
 * @param {ReturnType<import('./names.mjs').namesOf>} names
 * @param {{ withQueue: boolean }} options
 */
export function pageFiles({ plural, singular, Type, Types, value, values, one, many, Many }, { withQueue }) {
  const web = 'packages/web/src';
  const q = (text) => (withQueue ? text : '');
  return {
    [`packages/schema/documents/${plural}.graphql`]: `fragment ${Type}Row on ${Type} {
  id
  title
  createdAt
}

query ${Types}($first: Int!, $after: String) {
  ${values}(first: $first, after: $after) {
    totalCount
    pageInfo {
      ...PageInfoParts
    }
    edges {
      cursor
      node {
        ...${Type}Row
      }
    }
  }
}

mutation Create${Type}($input: Create${Type}Input!) {
  create${Type}(input: $input) {
    ...${Type}Row
  }
}
${q(`
query ${Type}Queue($search: String, $sort: QueueSort, $first: Int!, $after: String) {
  ${value}Queue(search: $search, sort: $sort, first: $first, after: $after) {
    totalCount
    pageInfo {
      ...PageInfoParts
    }
    edges {
      cursor
      node {
        ...${Type}Row
      }
    }
  }
}

mutation Settle${Type}($id: ID!) {
  settle${Type}(id: $id) {
    ...${Type}Row
  }
}
`)}`,
    [`${web}/features/${plural}/${singular}-form.tsx`]: `import { Create${Type}Document } from '@hongchuang/schema';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';

/** Creates a ${one}. The list below shows it at once. */
export function ${Type}Form() {
  const { t } = useTranslation('${plural}');
  const create = useAction(Create${Type}Document, { refetch: ['${Types}'] });
  const { form, formProps, clear, showFailure } = useStoredForm('${plural}', { title: '' });
  const failure = useFieldFailure(create.failure, showFailure);
  return (
    <Form
      {...formProps}
      onFinish={async ({ title }) => {
        if (!(await create.run({ input: { title } }))) return;
        clear();
        form.setFieldsValue({ title: '' });
      }}
    >
      <TextField name="title" label={t('form.title')} maxLength={80} required />
      <FailureNotice failure={failure} kind={create.kind} />
      <SubmitButton action={create}>{t('form.send')}</SubmitButton>
    </Form>
  );
}
`,
    [`${web}/features/${plural}/${singular}-list.tsx`]: `import { useQuery } from '@apollo/client/react';
import { ${Types}Document } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { EmptyState, SkeletonText } from '../../ui/states';

const PAGE_SIZE = 20;

/** All ${many}, newest first. */
export function ${Type}List() {
  const { t } = useTranslation('${plural}');
  const language = useLanguage();
  const first = useShownCount(PAGE_SIZE);
  const { data, error, refetch, fetchMore } = useQuery(${Types}Document, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <ConnectionList
      connection={data?.${values}}
      error={error}
      refetch={refetch}
      fetchMore={fetchMore}
      pageSize={PAGE_SIZE}
      skeleton={<SkeletonText lines={6} />}
      empty={<EmptyState title={t('empty')} />}
    >
      {({ title, createdAt }) => (
        <li>
          {title} <time dateTime={createdAt}>{formatDateTime(createdAt, language)}</time>
        </li>
      )}
    </ConnectionList>
  );
}
`,
    ...(withQueue ? { [`${web}/features/${plural}/${singular}-desk.tsx`]: deskOf({ plural, Type, value, many }) } : {}),
    [`${web}/app/sections/${plural}.ts`]: `import type { Section } from '../section';

export default {
  pages: [{ path: '${plural}', for: 'signed in', lazy: () => import('../routes/${plural}') }],
  links: [{ to: '/${plural}', label: '${plural}:title', for: 'signed in', place: 50 }],
} satisfies Section;
`,
    [`${web}/app/routes/${plural}.tsx`]: `import { useTranslation } from 'react-i18next';
${q(`import { ${Type}Desk } from '../../features/${plural}/${singular}-desk';
`)}import { ${Type}Form } from '../../features/${plural}/${singular}-form';
import { ${Type}List } from '../../features/${plural}/${singular}-list';
${q(`import { useViewer } from '../../lib/viewer';
`)}import { Page, PageTitle } from '../../ui/page';

export function Component() {
  const { t } = useTranslation('${plural}');
${q(`  const { hasRole } = useViewer();
`)}  return (
    <Page>
      <PageTitle title={t('title')} lead={t('lead')} />
      <div className="stack">
${q(`        {hasRole('REVIEWER') && <${Type}Desk />}
`)}        <${Type}Form />
        <${Type}List />
      </div>
    </Page>
  );
}
`,
    [`${web}/locales/en/${plural}.ts`]: `export default {
  title: '${Many}',
  lead: 'What they are, in a sentence.',
  empty: 'Nothing here yet',
  form: { title: 'Title', send: 'Add' },
${q(`  desk: { title: 'To settle', settle: 'Settle', empty: 'Nothing waits' },
`)}};
`,
    [`${web}/locales/zh-CN/${plural}.ts`]: `export default {
  title: '新的页面',
  lead: '用一句话说明这是什么。',
  empty: '还没有内容',
  form: { title: '标题', send: '添加' },
${q(`  desk: { title: '待处理', settle: '处理', empty: '没有待处理的内容' },
`)}};
`,
  };
}

const deskOf = ({ plural, Type, value, many }) => `import { useQuery } from '@apollo/client/react';
import { type ${Type}RowFragment, ${Type}QueueDocument, Settle${Type}Document } from '@hongchuang/schema';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQueueTopics, useQueueView } from '../../lib/queue-view';
import { useAction } from '../../lib/use-action';
import { useLivePage } from '../../lib/use-live-page';
import { ConnectionList } from '../../ui/connection-list';
import { useShownCount } from '../../ui/load-more';
import { QueueBar } from '../../ui/queue-bar';
import { QueueItems, QueueMark } from '../../ui/queue-items';
import { EmptyState, FailureNotice, SkeletonText } from '../../ui/states';

const PAGE_SIZE = 20;

/** The ${many} that wait, for those who work on the queue. */
export function ${Type}Desk() {
  const { t } = useTranslation('${plural}');
  const first = useShownCount(PAGE_SIZE);
  const { data, previousData, error, refetch, fetchMore } = useQuery(${Type}QueueDocument, {
    variables: { ...useQueueView(), first },
    fetchPolicy: 'cache-and-network',
  });
  useLivePage(useQueueTopics('${plural}'));
  const connection = (data ?? previousData)?.${value}Queue;
  return (
    <section aria-label={t('desk.title')} className="stack">
      <h2>{t('desk.title')}</h2>
      <QueueItems queue="${plural}" ids={connection?.edges.map(({ node }) => node.id) ?? []}>
        <QueueBar queue="${plural}" search={{ hint: t('form.title') }} />
        <ConnectionList
          connection={connection}
          error={error}
          refetch={refetch}
          fetchMore={fetchMore}
          pageSize={PAGE_SIZE}
          skeleton={<SkeletonText lines={4} />}
          empty={<EmptyState title={t('desk.empty')} />}
        >
          {(node) => <Waiting ${value}={node} />}
        </ConnectionList>
      </QueueItems>
    </section>
  );
}

function Waiting({ ${value} }: { ${value}: ${Type}RowFragment }) {
  const { t } = useTranslation('${plural}');
  const settle = useAction(Settle${Type}Document, { leaves: true, refetch: ['${Type}Queue'] });
  return (
    <li data-item>
      {${value}.title} <QueueMark id={${value}.id} />{' '}
      <Button loading={settle.busy} onClick={() => void settle.run({ id: ${value}.id })}>
        {t('desk.settle')}
      </Button>
      <FailureNotice failure={settle.failure} kind={settle.kind} />
    </li>
  );
}
`;
