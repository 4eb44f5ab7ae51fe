// Classifies the changes of the schema by what they do to existing clients.

/**
 * Changes that graphql-inspector 8.0.0 calls DANGEROUS and that break stored queries of clients. When an argument loses
 * its default, a query without the argument is refused (`Int! = 2`) or means something else. When the default changes,
 * the same query returns something else.
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

/** Returns each change between two schemas in SDL as { level, message }, breaking changes first. */
export async function describeChanges(before, after) {
  // These packages are imported here, because the scripts that use this file also install the packages.
  const [{ buildSchema }, { diff }] = await Promise.all([import('graphql'), import('@graphql-inspector/core')]);
  const changes = await diff(buildSchema(before), buildSchema(after));
  return changes
    .map((change) => ({ level: levelOf(change), message: change.message }))
    .sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level));
}
