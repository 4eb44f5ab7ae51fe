import { expect, it } from 'vitest';
import { readAudit } from './audit.mjs';

const advisory = (severity) => ({ severity, module_name: 'left', title: 'Breaks', url: 'https://example.org/1' });
const NOTHING = 'nothing was checked';

it.each([
  ['no answer', 1, 'Error: ERR_PNPM_AUDIT_BAD_RESPONSE', true, NOTHING],
  ['no output', 1, '', true, NOTHING],
  ['an error as JSON', 1, '{"error":{"code":"ERR_PNPM_AUDIT_BAD_RESPONSE"}}', true, NOTHING],
  ['another form', 1, '{"advisories":{}}', true, NOTHING],
  ['nothing found', 0, '{"advisories":{},"metadata":{}}', true, undefined],
  [
    'a low one',
    1,
    JSON.stringify({ advisories: { 1: advisory('low') } }),
    true,
    'low: left Breaks https://example.org/1',
  ],
  ['a high one', 1, JSON.stringify({ advisories: { 1: advisory('high') } }), false, undefined],
  [
    'a critical one among others',
    1,
    JSON.stringify({ advisories: { left: [advisory('low'), advisory('critical')] } }),
    false,
    undefined,
  ],
  [
    'one in the form of npm',
    1,
    JSON.stringify({ vulnerabilities: { left: { severity: 'high', title: 'x' } } }),
    false,
    undefined,
  ],
])('%s', (_what, code, stdout, ok, note) => {
  const result = readAudit({ code, stdout });
  expect(result.ok).toBe(ok);
  if (note === undefined) expect(result.note).toBeUndefined();
  else expect(result.note).toContain(note);
  if (!ok) expect(result.output).toContain('left');
});
