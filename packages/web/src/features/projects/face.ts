import type { ProjectWholeFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../lib/i18n';
import { formatMoney } from '../../lib/money';
import type { Face } from '../../lib/served';
import { useStanding } from './use-standing';

/** How a project looks from outside: on a card in a chat, and to search engines. */
export function useProjectFace(project: ProjectWholeFragment): Face {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const standing = useStanding(project);
  const { progress, organization } = project;
  const path = `/projects/${project.slug}`;
  const figures = t('face.figures', {
    raised: formatMoney(progress.raised, language),
    goal: formatMoney(progress.goal, language),
    count: progress.backerCount,
  });
  // The version changes with the figures, so that a chat app fetches the picture of today and not that of last week.
  const image = `/og/projects/${project.slug}.${language}.png?v=${progress.version}`;
  return {
    card: project.title,
    description: [figures, standing, project.summary].join(language === 'en' ? ' ' : ''),
    image,
    imageAlt: `${project.title}: ${figures}`,
    canonical: path,
    article: true,
    facts: {
      '@type': 'Project',
      name: project.title,
      description: project.summary,
      url: path,
      image: project.cover?.url ?? image,
      parentOrganization: {
        '@type': 'Organization',
        name: organization.name,
        url: `/organizations/${organization.id}`,
      },
      location: { '@type': 'Place', name: project.region },
      ...(project.viewerActions.includes('PLEDGE') && {
        potentialAction: {
          '@type': 'DonateAction',
          target: `${path}/give`,
          recipient: { '@type': 'Organization', name: organization.name },
          priceCurrency: 'CNY',
        },
      }),
    },
  };
}
