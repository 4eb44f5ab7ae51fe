import {
  HandOverUnitDocument,
  type MemberRowFragment,
  type MembershipRole,
  type OrganizationPeopleFragment,
  RemoveMemberDocument,
  RevokeInvitationDocument,
  SetMemberRoleDocument,
} from '@hongchuang/schema';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatEndDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { FailureNotice } from '../../ui/states';
import { InviteForm } from './invite-form';
import styles from './members.module.css';
import { isLastOwner, ROLES } from './roles';
import { Written } from '../../ui/written';

const FIRST = 20;

export interface PeopleProps {
  people: OrganizationPeopleFragment;
  viewerId: string;
  /** Called when the viewer is no longer a member. */
  onLeft: () => void;
}

/** The members of the organisation with their roles. Owners invite, change roles and remove members. */
export function People({ people, viewerId, onLeft }: PeopleProps) {
  const { t } = useTranslation('members');
  const [shown, setShown] = useState(FIRST);
  const members = people.members ?? [];
  const invitations = people.invitations ?? [];
  const owner = people.viewerRole === 'OWNER';
  return (
    <div className="stack-lg">
      <div className="stack">
        <ul className={styles.list}>
          {members.slice(0, shown).map((member) => (
            <Person
              key={member.userId}
              member={member}
              people={people}
              owner={owner}
              self={member.userId === viewerId}
              onLeft={onLeft}
            />
          ))}
        </ul>
        {members.length > shown && (
          <div className="row">
            <Button onClick={() => setShown(shown + FIRST)}>{t('app:paging.more')}</Button>
            <span className="small quiet num" role="status">
              {t('app:paging.shown', { shown, total: members.length })}
            </span>
          </div>
        )}
      </div>
      {owner && (
        <div className="stack">
          <h3>{t('invite.title')}</h3>
          <InviteForm organizationId={people.id} />
        </div>
      )}
      {invitations.length > 0 && <Invitations invitations={invitations} />}
    </div>
  );
}

function Person({
  member,
  people,
  owner,
  self,
  onLeft,
}: {
  member: MemberRowFragment;
  people: OrganizationPeopleFragment;
  owner: boolean;
  self: boolean;
  onLeft: () => void;
}) {
  const { t } = useTranslation('members');
  const language = useLanguage();
  const setRole = useAction(SetMemberRoleDocument, { refetch: ['Viewer'] });
  const remove = useAction(RemoveMemberDocument, { leaves: true });
  const handOver = useAction(HandOverUnitDocument, { refetch: ['Viewer'] });
  const [asking, setAsking] = useState<'remove' | 'leave' | 'handOver' | MembershipRole>();
  const last = isLastOwner(people.members ?? [], member.userId);

  const changeRole = async (role: MembershipRole) => {
    setAsking(undefined);
    await setRole.run({ organizationId: people.id, userId: member.userId, role });
  };

  return (
    <li className={styles.person}>
      <div>
        <p>
          <span className="strong">
            <Written>{member.name}</Written>
          </span>{' '}
          {self && <span className="quiet">{t('you')}</span>}
        </p>
        <p className="small quiet">
          {[member.email, t('since', { date: formatDate(member.since, language) })].filter(Boolean).join(' · ')}
        </p>
        {owner && self && last && <p className="small quiet">{t('lastOwner')}</p>}
      </div>
      <div className={styles.tools}>
        {owner && !last ? (
          <Select
            aria-label={t('roleOf', { name: member.name })}
            value={member.role}
            loading={setRole.busy}
            disabled={setRole.busy}
            style={{ minWidth: 120 }}
            popupMatchSelectWidth={false}
            // Giving up one's own ownership needs a confirmation; every other change can be undone.
            onChange={(role) => (self && role !== 'OWNER' ? setAsking(role) : void changeRole(role))}
            options={ROLES.map((role) => ({ value: role, label: t(`terms:membershipRole.${role}`) }))}
          />
        ) : (
          <span className="quiet">{t(`terms:membershipRole.${member.role}`)}</span>
        )}
        {self
          ? !last && <Button onClick={() => setAsking('leave')}>{t('leave')}</Button>
          : owner && (
              <>
                {member.role !== 'OWNER' && (
                  <Button onClick={() => setAsking('handOver')} aria-label={t('handOverTo', { name: member.name })}>
                    {t('handOver')}
                  </Button>
                )}
                <Button onClick={() => setAsking('remove')} aria-label={t('removeName', { name: member.name })}>
                  {t('remove')}
                </Button>
              </>
            )}
      </div>
      {asking && (
        <div className={styles.confirm} role="alert">
          <p>
            {asking === 'leave'
              ? t('confirm.leave', { organization: people.name })
              : asking === 'remove' || asking === 'handOver'
                ? t(`confirm.${asking}`, { name: member.name })
                : t('confirm.role', { role: t(`terms:membershipRole.${asking}`) })}
          </p>
          <div className="row">
            <Button
              loading={remove.busy || handOver.busy}
              onClick={async () => {
                if (asking === 'handOver') {
                  if (await handOver.run({ organizationId: people.id, userId: member.userId })) setAsking(undefined);
                  return;
                }
                if (asking !== 'leave' && asking !== 'remove') {
                  await changeRole(asking);
                  return;
                }
                if (!(await remove.run({ organizationId: people.id, userId: member.userId }))) return;
                setAsking(undefined);
                if (self) onLeft();
              }}
            >
              {t(
                asking === 'leave' || asking === 'remove' || asking === 'handOver'
                  ? `confirm.${asking}Yes`
                  : 'confirm.roleYes',
              )}
            </Button>
            <Button onClick={() => setAsking(undefined)}>{t('confirm.no')}</Button>
          </div>
        </div>
      )}
      {(setRole.failure ?? remove.failure ?? handOver.failure) && (
        <div style={{ gridColumn: '1 / -1' }}>
          <FailureNotice failure={setRole.failure ?? remove.failure ?? handOver.failure} />
        </div>
      )}
    </li>
  );
}

function Invitations({ invitations }: { invitations: NonNullable<OrganizationPeopleFragment['invitations']> }) {
  const { t } = useTranslation('members');
  const language = useLanguage();
  const revoke = useAction(RevokeInvitationDocument);
  const [which, setWhich] = useState<string>();
  return (
    <div className="stack">
      <h3>{t('invitations')}</h3>
      <FailureNotice failure={revoke.failure} />
      <ul className={styles.list}>
        {invitations.map((invitation) => (
          <li key={invitation.id} className={styles.person}>
            <div>
              <p>{invitation.email}</p>
              <p className="small quiet">
                {t('until', {
                  role: t(`terms:membershipRole.${invitation.role}`),
                  date: formatEndDate(invitation.expiresAt, language),
                })}
              </p>
            </div>
            <div className={styles.tools}>
              <Button
                loading={revoke.busy && which === invitation.id}
                aria-label={t('revokeOf', { email: invitation.email })}
                onClick={() => {
                  setWhich(invitation.id);
                  void revoke.run({ id: invitation.id });
                }}
              >
                {t('revoke')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
