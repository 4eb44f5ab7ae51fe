import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useViewer } from '../lib/viewer';

/** A link to what the trace says of a thing, or of what concerns a person. Only auditors, who read the trace, see it. */
export function TraceLink(of: { subject: string } | { person: string }) {
  const { t } = useTranslation('terms');
  if (!useViewer().hasRole('AUDITOR')) return null;
  return (
    <Link className="small" to={`/trace?${new URLSearchParams(of).toString()}#entries`}>
      {t('traceLink')}
    </Link>
  );
}
