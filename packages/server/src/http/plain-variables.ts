import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  typeFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { leafFault } from './plain-values.js';

/** A place in a variable, as a linked list from the inside out. A place becomes text only when there is a fault. */
interface Place {
  readonly around: Place | undefined;
  readonly key: string | number;
}

const write = (place: Place | undefined): string =>
  place === undefined
    ? ''
    : `${write(place.around)}${typeof place.key === 'number' ? `[${place.key}]` : `${place.around === undefined ? '' : '.'}${place.key}`}`;

/**
 * Throws the first fault of the variables of `operation`, with graphql-js's message but without the values. graphql-js
 * writes the whole value into each message, which takes a hundred times as long as the check itself. graphql-js still
 * checks whatever passes here.
 */
export function assertVariablesFit(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  for (const definition of variableDefinitions) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type);
    // A type that no variable can have is refused with the document.
    if (!isInputType(type)) continue;
    const fault = (message: string) => new GraphQLError(message, { nodes: [definition] });
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === undefined) {
      if (isNonNullType(type) && definition.defaultValue === undefined)
        throw fault(`Variable "$${name}" of required type "${String(type)}" was not provided.`);
    } else if (value === null) {
      if (isNonNullType(type)) throw fault(`Variable "$${name}" of non-null type "${String(type)}" must not be null.`);
    } else
      readGiven(value, type, { around: undefined, key: name }, (place, detail) =>
        fault(
          `Variable "$${name}" got invalid value …${place.around === undefined ? '' : ` at "${write(place)}"`}; ${detail}`,
        ),
      );
  }
}

type Fault = (place: Place, detail: string) => GraphQLError;

function readGiven(value: unknown, given: GraphQLInputType, place: Place, fault: Fault): void {
  if (value === null) {
    if (isNonNullType(given)) throw fault(place, `Expected non-nullable type "${String(given)}" not to be null.`);
    return;
  }
  const type = getNullableType(given);
  if (isListType(type)) {
    const item = type.ofType as GraphQLInputType;
    if (!Array.isArray(value)) return readGiven(value, item, place, fault);
    for (const [index, part] of value.entries()) readGiven(part, item, { around: place, key: index }, fault);
    return;
  }
  if (isInputObjectType(type)) {
    if (typeof value !== 'object' || Array.isArray(value))
      throw fault(place, `Expected type "${type.name}" to be an object.`);
    const fields = type.getFields();
    const parts = value as Readonly<Record<string, unknown>>;
    for (const field of Object.values(fields)) {
      const part = parts[field.name];
      if (part !== undefined) readGiven(part, field.type, { around: place, key: field.name }, fault);
      else if (isRequiredInputField(field))
        throw fault(place, `Field "${field.name}" of required type "${String(field.type)}" was not provided.`);
    }
    for (const key in parts)
      if (fields[key] === undefined) throw fault(place, `Field "${key}" is not defined by type "${type.name}".`);
    return;
  }
  const named = getNamedType(type);
  if (isEnumType(named)) {
    if (typeof value !== 'string') throw fault(place, `Enum "${named.name}" cannot represent non-string value`);
    if (named.getValue(value) === undefined) throw fault(place, `The value does not exist in "${named.name}" enum.`);
    return;
  }
  const wrong = leafFault(named, value);
  if (wrong !== null) throw fault(place, wrong);
}
