import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

interface Difference {
  /** "Mutation.pledge(input:)", for example. */
  at: string;
  problem: string;
}

const kindOf = (type: GraphQLNamedType) =>
  [
    ['scalar', isScalarType],
    ['type', isObjectType],
    ['interface', isInterfaceType],
    ['union', isUnionType],
    ['enum', isEnumType],
    ['input', isInputObjectType],
  ].find(([, is]) => (is as (type: unknown) => boolean)(type))?.[0] as string;

/**
 * What a client that was written against `contract` would miss or meet otherwise in `served`. Additions that it need
 * not know of are fine.
 */
export function missingFrom(served: GraphQLSchema, contract: GraphQLSchema): Difference[] {
  const differences: Difference[] = [];
  const note = (at: string, problem: string) => differences.push({ at, problem });

  const compareInputs = (
    wanted: readonly (GraphQLArgument | GraphQLInputField)[],
    offered: readonly (GraphQLArgument | GraphQLInputField)[],
    at: (name: string) => string,
  ) => {
    for (const input of wanted) {
      const match = offered.find(({ name }) => name === input.name);
      if (match === undefined) {
        note(at(input.name), 'is missing');
        continue;
      }
      if (String(match.type) !== String(input.type))
        note(at(input.name), `takes ${String(match.type)} instead of ${String(input.type)}`);
      const [is, should] = [match.defaultValue, input.defaultValue].map((value) => JSON.stringify(value) ?? 'none');
      if (is !== should) note(at(input.name), `has the default ${is} instead of ${should}`);
    }
    for (const extra of offered.filter(({ name }) => !wanted.some((input) => input.name === name))) {
      if (isNonNullType(extra.type) && extra.defaultValue === undefined)
        note(at(extra.name), 'is required, but the contract does not know it');
    }
  };

  for (const [name, wanted] of Object.entries(contract.getTypeMap())) {
    if (name.startsWith('__') || isSpecifiedScalarType(wanted)) continue;
    const offered = served.getType(name);
    if (offered === undefined) {
      note(name, 'is missing');
      continue;
    }
    if (kindOf(offered) !== kindOf(wanted)) {
      note(name, `is ${kindOf(offered)} instead of ${kindOf(wanted)}`);
      continue;
    }
    if (isEnumType(wanted) && isEnumType(offered)) {
      for (const { name: value } of wanted.getValues())
        if (offered.getValue(value) == null) note(`${name}.${value}`, 'is missing');
    }
    if (isInputObjectType(wanted) && isInputObjectType(offered)) {
      compareInputs(
        Object.values(wanted.getFields()),
        Object.values(offered.getFields()),
        (field) => `${name}.${field}`,
      );
    }
    if (isObjectType(wanted) && isObjectType(offered)) {
      const fields = offered.getFields();
      for (const field of Object.values(wanted.getFields())) {
        const match = fields[field.name];
        if (match === undefined) {
          note(`${name}.${field.name}`, 'is missing');
          continue;
        }
        if (String(match.type) !== String(field.type))
          note(`${name}.${field.name}`, `answers ${String(match.type)} instead of ${String(field.type)}`);
        compareInputs(field.args, match.args, (argument) => `${name}.${field.name}(${argument}:)`);
      }
    }
  }
  return differences;
}
