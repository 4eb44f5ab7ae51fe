// Reads what `pnpm audit --json` says of known vulnerabilities in the packages that the product runs with.

/** Vulnerabilities of these degrees fail the check. The others are listed only. */
const SERIOUS = ['high', 'critical'];

/**
 * Returns the result of the check. A registry that does not answer, or answers something else, is no failure: a machine
 * without a network has to be able to check everything else. `note` then says that nothing was checked.
 */
export function readAudit({ code, stdout }) {
  let report;
  try {
    report = JSON.parse(stdout);
  } catch {
    report = null;
  }
  const found = report?.advisories ?? report?.vulnerabilities;
  if (typeof found !== 'object' || found === null)
    return { ok: true, output: '', note: 'the registry does not answer, so nothing was checked' };
  const advisories = Object.entries(found)
    .flatMap(([name, one]) => (Array.isArray(one) ? one.map((each) => [name, each]) : [[name, one]]))
    .map(([name, { severity = 'unknown', module_name: module = name, title = '', url = '' }]) => ({
      severity,
      line: `${severity}: ${module} ${title} ${url}`.replace(/\s+/g, ' ').trim(),
    }));
  const serious = advisories.filter(({ severity }) => SERIOUS.includes(severity));
  const output = advisories.map(({ line }) => `${line}\n`).join('');
  // An exit code without a listed advisory means that the report has another form than the one known here.
  if (advisories.length === 0 && code !== 0)
    return { ok: true, output: '', note: `pnpm audit ended with ${code} and listed nothing, so nothing was checked` };
  if (serious.length > 0) return { ok: false, output };
  return {
    ok: true,
    output: '',
    note: advisories.length === 0 ? undefined : advisories.map(({ line }) => line).join('; '),
  };
}
