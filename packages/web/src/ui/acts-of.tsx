import type { PlatformRole, ProjectDuty } from '@hongchuang/schema';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../lib/viewer';

/** The duty in a project that an act of this role belongs to. */
const DUTY_OF: Partial<Record<PlatformRole, ProjectDuty>> = { REVIEWER: 'DECIDES', TREASURER: 'PAYS' };

/** Whether what the viewer did for a project before keeps them from acting in `role` now. */
export const isExcluded = (role: PlatformRole, duty: ProjectDuty | null | undefined): boolean =>
  duty != null && duty !== DUTY_OF[role];

/** Says why the viewer may not act in `role` for a project; nothing when they may. */
export function DutyNote({ role, duty }: { role: 'REVIEWER' | 'TREASURER'; duty: ProjectDuty | null | undefined }) {
  const { t } = useTranslation('app');
  return isExcluded(role, duty) ? <p className="small amber">{t(`otherDuty.${role}`)}</p> : null;
}

interface ActsOfProps {
  role: PlatformRole;
  /** The duty that the viewer has in the project, where the acts are for one. */
  duty?: ProjectDuty | null;
  children: ReactNode;
}

/**
 * Shows acts only to people whose role may take them. Others, such as auditors, read the same desk without them. People
 * whose other duty in the project excludes the acts read why.
 */
export function ActsOf({ role, duty, children }: ActsOfProps) {
  if (!useViewer().hasRole(role)) return null;
  if ((role === 'REVIEWER' || role === 'TREASURER') && isExcluded(role, duty))
    return <DutyNote role={role} duty={duty} />;
  return children;
}
