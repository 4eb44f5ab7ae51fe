import type { RequestContext, Services } from '../../context.js';
import { strangerContext } from '../../http/stranger.js';
import { daysBetween, lastDayOf, shanghaiDay } from '../../lib/days.js';
import { formatFen } from '../../lib/money.js';
import { translate, type Language } from '../../messages/index.js';
import { type CoverFiles, coverLoader } from '../covers/index.js';
import { readActuals } from '../impact/index.js';
import { organizationLoader, publicNameOf } from '../organizations/index.js';
import {
  findVisibleProject,
  giftExamplesLoader,
  indicatorsLoader,
  type Project,
  type ProjectProgress,
  ProjectStatus,
  progressLoader,
  takesPledges,
} from '../projects/index.js';
import type { CardWords } from './card.drawing.js';
import { shortLinkLoader } from './short-links.service.js';
import type { Source } from './sharing.rules.js';

/** Whole yuan without decimals, because a picture has no room for ".00". */
export const amount = (fen: number): string => formatFen(fen).replace(/\.00$/, '');

/** Whole per cent, cut off, so that 100 % is shown only when it is reached. */
const percentOf = (part: number, whole: number): number => (whole > 0 ? Math.floor((part / whole) * 100) : 0);

function standingOf(project: Project, raised: number, now: Date, language: Language): string {
  const say = (key: Parameters<typeof translate>[1], params?: Record<string, number>) =>
    translate(language, key, params);
  switch (project.status) {
    case ProjectStatus.PUBLIC_NOTICE:
      return say('card.notice');
    case ProjectStatus.FUNDRAISING: {
      const days = daysBetween(shanghaiDay(now), lastDayOf(project.fundingEndsAt));
      return days > 0 ? say('card.raising', { days }) : say('card.raisingToday');
    }
    case ProjectStatus.COMPLETED:
      return say('card.completed');
    case ProjectStatus.CANCELLED:
      return say('card.cancelled');
    case ProjectStatus.EXECUTING:
      if (raised >= project.goalFen) return say('card.executing');
      break;
    default:
  }
  return raised >= project.goalFen
    ? say('card.funded')
    : say('card.endedBelow', { percent: percentOf(raised, project.goalFen) });
}

/** Returns what a completed project brought about: its first indicator with verified figures; null where there is none. */
async function resultOf(context: RequestContext, project: Project): Promise<string | null> {
  const indicators = await indicatorsLoader(context).load(project.id);
  const ids = indicators.map(({ id }) => id);
  const actuals = await readActuals(context.db.read, ids);
  const first = indicators.find(({ id }) => (actuals.get(id) ?? 0) > 0);
  if (first === undefined) return null;
  const { language } = context;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  return translate(language, 'card.result', {
    name: first.name,
    actual: number.format(actuals.get(first.id) ?? 0),
    unit: first.unit,
    target: number.format(first.target),
  });
}

/** What a picture or a widget shows of a project: the facts of this moment, as everybody may see them. */
export interface ProjectFacts {
  readonly project: Project;
  readonly progress: ProjectProgress;
  readonly words: CardWords;
  /** The part of the goal that was raised. */
  readonly share: number;
  /** Whether gifts are taken now. */
  readonly isOpen: boolean;
  /** What amounts do, in the words of the unit. */
  readonly examples: readonly { readonly amount: string; readonly does: string }[];
  /** The same key means the same facts. */
  readonly key: string;
  /** Returns the cover; null where there is none. */
  picture(): Promise<Buffer | null>;
  /** Returns the address to print or to open, which says where it was seen. */
  link(source: Source): string;
}

/** Returns what everybody may see of a project; null where nobody may. */
export async function findProjectFacts(
  services: Services,
  files: CoverFiles,
  where: { id: string } | { slug: string },
  language: Language,
): Promise<ProjectFacts | null> {
  const context = strangerContext(services, language);
  const project = await findVisibleProject(context, where);
  return project && readFacts(context, files, project);
}

async function readFacts(context: RequestContext, files: CoverFiles, project: Project): Promise<ProjectFacts> {
  const { language, env, clock } = context;
  const [progress, organization, cover, shortLink, examples] = await Promise.all([
    progressLoader(context).load(project.id),
    organizationLoader(context).load(project.organizationId),
    project.coverId === null ? null : coverLoader(context).load(project.coverId),
    shortLinkLoader(context).load(project.id),
    giftExamplesLoader(context).load(project.id),
  ]);
  const words: CardWords = {
    title: project.title,
    by: translate(language, 'card.by', { name: organization === null ? '' : publicNameOf(organization) }),
    figure: amount(progress.raised),
    about: translate(language, 'card.about', { goal: amount(progress.goal), backers: progress.backerCount }),
    standing:
      (project.status === ProjectStatus.COMPLETED && (await resultOf(context, project))) ||
      standingOf(project, progress.raised, clock.now(), language),
    site: translate(language, 'card.site'),
  };
  const path = shortLink === null ? `/projects/${project.slug}` : `/p/${shortLink.code}`;
  const isOpen = takesPledges(project, clock.now());
  const shown = isOpen ? examples.map(({ amountFen, does }) => ({ amount: amount(amountFen), does })) : [];
  return {
    project,
    progress,
    words,
    share: progress.goal > 0 ? progress.raised / progress.goal : 0,
    isOpen,
    examples: shown,
    key: JSON.stringify([project.slug, language, words, path, shown, cover?.fileKey]),
    picture: async () => cover && files.find(`${cover.fileKey}.webp`),
    link: (source) => `${env.publicUrl}${path}?s=${source}`,
  };
}
