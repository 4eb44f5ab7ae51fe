import { ROLES, queryRow, type AccessTable } from '../../support/access.ts';

export default (): AccessTable => ({
  seeing: {
    consistencyProof: queryRow('{ it: consistencyProof(from: 1, to: 1) }'),
    documentProof: queryRow(
      'query D($number: String!) { it: documentProof(document: $number) { entries { leaf } } }',
      ROLES,
      ({ gift }) => ({ number: gift.receipt.number }),
    ),
    proofKeys: queryRow('{ it: proofKeys { keyId } }'),
    treeHead: queryRow('{ it: treeHead { size } }'),
    treeHeads: queryRow('{ it: treeHeads { totalCount } }'),
  },
});
