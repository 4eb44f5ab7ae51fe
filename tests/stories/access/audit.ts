import { queryRow, SIGNED_IN, type AccessTable } from '../../support/access.ts';

export default (): AccessTable => ({
  doing: [{ mutation: 'exportTrace', target: () => ({ format: 'CSV' }), allowed: ['auditor'] }],
  traces: { exportTrace: 'the download leaves its entry when the file is fetched' },
  seeing: {
    trace: queryRow('{ it: trace(first: 2) { totalCount edges { node { id kind { label } actor { name } } } } }', [
      'auditor',
    ]),
    traceKinds: queryRow('{ it: traceKinds { name label } }', ['auditor']),
    traceAlerts: queryRow('{ it: traceAlerts { totalCount } }', ['admin']),
    traceHead: queryRow('{ it: __typename traceHead { size } }'),
    'viewer trace': queryRow(
      '{ it: viewer { trace(first: 2) { totalCount edges { node { kind { name } place } } } } }',
      SIGNED_IN,
      () => ({}),
      'nothing',
    ),
  },
});
