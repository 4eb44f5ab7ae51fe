// What a change of the schema does to clients that are out there.

/**
 * Changes that graphql-inspector 8.0.0 calls DANGEROUS and that break stored queries of clients: where a default is lost, a query
 * that leaves the argument out is refused (`Int! = 2`) or means something else; where it changes, the same query has another answer.
 */
const CHANGES_DEFAULT = {
  FIELD_ARGUMENT_DEFAULT_CHANGED: 'oldDefaultValue',
  INPUT_FIELD_DEFAULT_VALUE_CHANGED: 'oldDefaultValue',
  DIRECTIVE_ARGUMENT_DEFAULT_VALUE_CHANGED: 'oldDirectiveArgumentDefaultValue',
};

function levelOf({ type, meta, criticality }) {
  const hadDefault = type in CHANGES_DEFAULT && meta[CHANGES_DEFAULT[type]] !== undefined;
  return hadDefault ? 'BREAKING' : criticality.level;
}

const ORDER = ['BREAKING', 'DANGEROUS', 'NON_BREAKING'];

/** Each change between two schemas in SDL as { level, message }, those that break a client first. */
export async function describeChanges(before, after) {
  // Imported here, because the scripts that use this file also install the packages.
  const [{ buildSchema }, { diff }] = await Promise.all([import('graphql'), import('@graphql-inspector/core')]);
  const changes = await diff(buildSchema(before), buildSchema(after));
  return changes
    .map((change) => ({ level: levelOf(change), message: change.message }))
    .sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level));
}
