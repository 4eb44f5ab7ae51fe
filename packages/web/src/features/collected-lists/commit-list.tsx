import { type CollectedListPartsFragment, CommitCollectedListDocument } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { type ProjectChoice, ProjectPicker } from '../../ui/project-picker';
import { FailureNotice } from '../../ui/states';

/** Makes all rows of a list gifts to one project. */
export function CommitList({ list }: { list: CollectedListPartsFragment }) {
  const { t } = useTranslation('collected-lists');
  const [project, setProject] = useState<ProjectChoice>();
  const commit = useAction(CommitCollectedListDocument, { refetch: ['CollectedListRows'] });
  const { id, version, giftCount: count, faultCount, amount, organization } = list;
  if (faultCount > 0) return <p className="measure">{t('commit.faulty', { count: faultCount })}</p>;
  return (
    <div className="stack measure">
      <label htmlFor="list-project">{t('commit.project')}</label>
      <ProjectPicker
        id="list-project"
        value={project === undefined ? [] : [project]}
        // All gifts go to one project, so another choice replaces the first one.
        onChange={(chosen) => setProject(chosen.at(-1))}
      />
      <p className="small quiet">{t('commit.projectHelp')}</p>
      {project === undefined ? (
        <p className="small quiet">{t('commit.choose')}</p>
      ) : (
        <ConfirmAction
          key={project.value}
          label={t('commit.action')}
          question={t('commit.question', {
            count,
            amount: formatExact(amount, 'always'),
            unit: organization.name,
            project: project.label,
          })}
          confirm={t('commit.action')}
          keep={t('commit.keep')}
          busy={commit.busy}
          onConfirm={() => commit.run({ id, version, projectId: project.value })}
        />
      )}
      <FailureNotice failure={commit.failure} kind={commit.kind} />
    </div>
  );
}
