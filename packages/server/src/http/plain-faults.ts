import {
  getNamedType,
  GraphQLError,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  Kind,
  type ArgumentNode,
  type ASTNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLFieldMap,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type ObjectValueNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  type VariableNode,
} from 'graphql';
import { literalFault } from './plain-values.js';

// Checks the rules of GraphQL that people break: a name that does not exist, a value of another type, a variable or a
// fragment that is missing or not used. graphql-js checks all rules later, but takes twenty times as long per node, so
// plain faults are refused here. The check stops at the first fault, and messages do not repeat what was sent.

/** The fragments and variables that a definition uses. */
interface Uses {
  readonly spreads: FragmentSpreadNode[];
  readonly variables: VariableNode[];
}

const fault = (message: string, node: ASTNode): GraphQLError => new GraphQLError(message, { nodes: [node] });

/** What the checks ask of a field. graphql-js finds the answers by walks over types, which cost more than the checks. */
interface FieldFacts {
  readonly type: GraphQLNamedType;
  readonly isComposite: boolean;
  readonly requiredArguments: readonly GraphQLArgument[];
}

const knownFacts = new WeakMap<GraphQLField<unknown, unknown>, FieldFacts>();

function factsOf(field: GraphQLField<unknown, unknown>): FieldFacts {
  let facts = knownFacts.get(field);
  if (facts === undefined) {
    const type = getNamedType(field.type);
    facts = { type, isComposite: isCompositeType(type), requiredArguments: field.args.filter(isRequiredArgument) };
    knownFacts.set(field, facts);
  }
  return facts;
}

/** The fields of `type`, or undefined for a type without fields. */
const fieldsOf = (type: GraphQLNamedType): GraphQLFieldMap<unknown, unknown> | undefined =>
  isObjectType(type) || isInterfaceType(type) ? type.getFields() : undefined;

/** Throws the first plain fault of a document. */
export function assertNoPlainFault(schema: GraphQLSchema, document: DocumentNode): void {
  const operations = new Map<OperationDefinitionNode, Uses>();
  const fragments = new Map<string, { definition: FragmentDefinitionNode; uses: Uses }>();
  for (const definition of document.definitions) {
    const uses: Uses = { spreads: [], variables: [] };
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      operations.set(definition, uses);
      readDirectives(schema, definition.directives, uses);
      readSelection(schema, definition.selectionSet, schema.getRootType(definition.operation) ?? undefined, uses);
    } else if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, { definition, uses });
      readSelection(schema, definition.selectionSet, typeNamed(schema, definition), uses);
    } else throw fault('Only operations and fragments can be executed.', definition);
  }
  const used = new Set<string>();
  for (const [{ variableDefinitions = [] }, uses] of operations) {
    const variables = new Map<string, VariableNode>();
    const entered = new Set<string>();
    const done = new Set<string>();
    const follow = ({ spreads, variables: own }: Uses) => {
      for (const variable of own) if (!variables.has(variable.name.value)) variables.set(variable.name.value, variable);
      for (const spread of spreads) {
        const name = spread.name.value;
        const fragment = fragments.get(name);
        if (fragment === undefined) throw fault(`Unknown fragment "${name}".`, spread);
        if (entered.has(name)) throw fault(`Cannot spread fragment "${name}" within itself.`, spread);
        if (done.has(name)) continue;
        entered.add(name);
        follow(fragment.uses);
        entered.delete(name);
        done.add(name);
      }
    };
    follow(uses);
    for (const name of done) used.add(name);
    const declared = new Set(variableDefinitions.map(({ variable }) => variable.name.value));
    for (const [name, variable] of variables)
      if (!declared.has(name)) throw fault(`Variable "$${name}" is not defined.`, variable);
    for (const definition of variableDefinitions) {
      const { value: name } = definition.variable.name;
      if (!variables.has(name)) throw fault(`Variable "$${name}" is never used.`, definition);
    }
  }
  for (const [name, { definition }] of fragments)
    if (!used.has(name)) throw fault(`Fragment "${name}" is never used.`, definition);
}

function typeNamed(
  schema: GraphQLSchema,
  { typeCondition }: { readonly typeCondition: FragmentDefinitionNode['typeCondition'] },
): GraphQLNamedType {
  const type = schema.getType(typeCondition.name.value);
  if (type === undefined) throw fault(`Unknown type "${typeCondition.name.value}".`, typeCondition);
  return type;
}

/** Checks a selection of `type`. Inside introspection `type` is undefined, and only uses are recorded. */
function readSelection(
  schema: GraphQLSchema,
  { selections }: SelectionSetNode,
  type: GraphQLNamedType | undefined,
  uses: Uses,
): void {
  for (const selection of selections) {
    readDirectives(schema, selection.directives, uses);
    if (selection.kind === Kind.FIELD) readField(schema, selection, type, uses);
    else if (selection.kind === Kind.FRAGMENT_SPREAD) uses.spreads.push(selection);
    else {
      const { typeCondition } = selection;
      readSelection(
        schema,
        selection.selectionSet,
        typeCondition === undefined ? type : typeNamed(schema, { typeCondition }),
        uses,
      );
    }
  }
}

function readField(schema: GraphQLSchema, field: FieldNode, parent: GraphQLNamedType | undefined, uses: Uses): void {
  const name = field.name.value;
  if (parent === undefined || name.startsWith('__') || parent.name.startsWith('__')) {
    for (const { value } of field.arguments ?? []) readValue(value, undefined, uses);
    if (field.selectionSet !== undefined) readSelection(schema, field.selectionSet, undefined, uses);
    return;
  }
  const definition = fieldsOf(parent)?.[name];
  if (definition === undefined) throw fault(`Cannot query field "${name}" on type "${parent.name}".`, field);
  const { type, isComposite, requiredArguments } = factsOf(definition);
  if (definition.args.length > 0 || field.arguments?.length)
    readArguments(
      `field "${parent.name}.${name}"`,
      `Field "${name}"`,
      field,
      field.arguments,
      definition.args,
      requiredArguments,
      uses,
    );
  if (field.selectionSet === undefined) {
    if (isComposite)
      throw fault(`Field "${name}" of type "${String(definition.type)}" must have a selection of subfields.`, field);
    return;
  }
  if (!isComposite)
    throw fault(
      `Field "${name}" must not have a selection since type "${String(definition.type)}" has no subfields.`,
      field,
    );
  readSelection(schema, field.selectionSet, type, uses);
}

function readDirectives(schema: GraphQLSchema, directives: readonly DirectiveNode[] = [], uses: Uses): void {
  for (const directive of directives) {
    const name = `"@${directive.name.value}"`;
    const definition = schema.getDirective(directive.name.value);
    if (definition == null) throw fault(`Unknown directive ${name}.`, directive);
    const { args } = definition;
    const required = args.filter(isRequiredArgument);
    readArguments(`directive ${name}`, `Directive ${name}`, directive, directive.arguments, args, required, uses);
  }
}

function readArguments(
  place: string,
  owner: string,
  node: ASTNode,
  given: readonly ArgumentNode[] = [],
  known: readonly GraphQLArgument[],
  required: readonly GraphQLArgument[],
  uses: Uses,
): void {
  for (const argument of given) {
    const definition = known.find(({ name }) => name === argument.name.value);
    if (definition === undefined) throw fault(`Unknown argument "${argument.name.value}" on ${place}.`, argument);
    readValue(argument.value, definition.type, uses);
  }
  const missing = required.find((argument) => !given.some(({ name }) => name.value === argument.name));
  if (missing !== undefined)
    throw fault(
      `${owner} argument "${missing.name}" of type "${String(missing.type)}" is required, but it was not provided.`,
      node,
    );
}

/** Checks a value in the document. When `type` is undefined, only the used variables are recorded. */
function readValue(value: ValueNode, type: GraphQLInputType | undefined, uses: Uses): void {
  if (value.kind === Kind.VARIABLE) return void uses.variables.push(value);
  if (isNonNullType(type)) {
    if (value.kind === Kind.NULL) throw fault(`Expected value of type "${String(type)}", found null.`, value);
    return readValue(value, type.ofType, uses);
  }
  if (value.kind === Kind.NULL) return;
  if (value.kind === Kind.LIST && (type === undefined || isListType(type))) {
    for (const item of value.values) readValue(item, type?.ofType as GraphQLInputType | undefined, uses);
  } else if (isListType(type)) readValue(value, type.ofType as GraphQLInputType, uses);
  else if (isInputObjectType(type)) {
    if (value.kind !== Kind.OBJECT) throw fault(`Expected value of type "${type.name}".`, value);
    readObject(value, type.getFields(), type.name, uses);
  } else if (value.kind === Kind.OBJECT && type === undefined) {
    for (const field of value.fields) readValue(field.value, undefined, uses);
  } else if (type !== undefined) readLeaf(value, type);
}

function readObject(
  value: ObjectValueNode,
  known: Readonly<Record<string, GraphQLInputField>>,
  typeName: string,
  uses: Uses,
): void {
  for (const field of value.fields) {
    const definition = known[field.name.value];
    if (definition === undefined)
      throw fault(`Field "${field.name.value}" is not defined by type "${typeName}".`, field);
    readValue(field.value, definition.type, uses);
  }
  for (const field of Object.values(known)) {
    if (isRequiredInputField(field) && !value.fields.some(({ name }) => name.value === field.name)) {
      throw fault(
        `Field "${typeName}.${field.name}" of required type "${String(field.type)}" was not provided.`,
        value,
      );
    }
  }
}

function readLeaf(value: ValueNode, type: GraphQLInputType): void {
  const named = getNamedType(type);
  if (isEnumType(named)) {
    if (value.kind !== Kind.ENUM) throw fault(`Enum "${named.name}" cannot represent a value that is no name.`, value);
    if (named.getValue(value.value) === undefined)
      throw fault(`The value does not exist in "${named.name}" enum.`, value);
    return;
  }
  if (isInputObjectType(named)) return;
  const wrong = literalFault(named, value);
  if (wrong !== null) throw fault(wrong, value);
}
