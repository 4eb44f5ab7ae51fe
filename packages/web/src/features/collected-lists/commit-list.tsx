import { useQuery } from '@apollo/client/react';
import {
  CampaignsOfProjectDocument,
  type CollectedListPartsFragment,
  CommitCollectedListDocument,
} from '@hongchuang/schema';
import { Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatExact } from '../../lib/money';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { type ProjectChoice, ProjectPicker } from '../../ui/project-picker';
import { FailureNotice } from '../../ui/states';
import { Written } from '../../ui/written';

const NONE = '';

/** Makes all rows of a list gifts to one project, which count for one of its open campaigns where there is one. */
export function CommitList({ list }: { list: CollectedListPartsFragment }) {
  const { t } = useTranslation('collected-lists');
  const [project, setProject] = useState<ProjectChoice>();
  const [chosen, setChosen] = useState<string>();
  const { data, loading } = useQuery(CampaignsOfProjectDocument, {
    variables: { projectId: project?.value ?? '' },
    skip: project === undefined,
  });
  const campaigns = data?.project?.openCampaigns ?? [];
  const campaign = chosen ?? (campaigns.length === 1 ? campaigns[0]!.id : NONE);
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
        onChange={(picked) => {
          setProject(picked.at(-1));
          setChosen(undefined);
        }}
      />
      <p className="small quiet">{t('commit.projectHelp')}</p>
      {campaigns.length > 0 && (
        <fieldset className="stack" style={{ gap: 8 }}>
          <legend>{t('commit.campaign')}</legend>
          <Radio.Group value={campaign} onChange={({ target }) => setChosen(target.value as string)}>
            <div className="stack" style={{ gap: 4 }}>
              {campaigns.map(({ id: campaignId, title }) => (
                <Radio key={campaignId} value={campaignId}>
                  <Written>{title}</Written>
                </Radio>
              ))}
              <Radio value={NONE}>{t('commit.noCampaign')}</Radio>
            </div>
          </Radio.Group>
        </fieldset>
      )}
      {project === undefined || loading ? (
        <p className="small quiet">{t('commit.choose')}</p>
      ) : (
        <ConfirmAction
          key={`${project.value} ${campaign}`}
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
          onConfirm={() => commit.run({ id, version, projectId: project.value, campaignId: campaign || null })}
        />
      )}
      <FailureNotice failure={commit.failure} kind={commit.kind} />
    </div>
  );
}
