import { isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { clearLoaders, type RequestContext } from './context.js';

type Resolve = GraphQLFieldResolver<never, RequestContext>;
type FieldResolver = ReturnType<typeof getMetadataStorage>['fieldResolvers'][number];

/**
 * Sets direct resolvers on fields that are a property, or whose resolver takes only the row and the context. What
 * type-graphql runs before each of them (containers, conversions, guards, middlewares) serves no field of ours, but
 * costs more than the rest of a field. A page has two hundred fields.
 */
export function resolveDirectly(schema: GraphQLSchema): void {
  const { objectTypes, fieldResolvers } = getMetadataStorage();
  for (const { name: typeName, fields } of objectTypes) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) continue;
    for (const { name, schemaName, target, middlewares, roles } of fields ?? []) {
      const field = type.getFields()[schemaName];
      if (field === undefined || (middlewares?.length ?? 0) > 0 || roles !== undefined) continue;
      const declared = fieldResolvers.find(
        ({ getObjectType, methodName }) => methodName === name && getObjectType?.() === target,
      );
      const resolve = declared === undefined ? propertyOf(name) : directly(declared);
      if (resolve !== null) field.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
    }
  }
}

const propertyOf =
  (name: string): Resolve =>
  (row: Record<string, unknown>) =>
    row[name];

/** Returns the method of the resolver class if it takes nothing but the row and the context, otherwise null. */
function directly({ kind, target, methodName, params, middlewares, roles }: FieldResolver): Resolve | null {
  if (kind !== 'external' || (middlewares?.length ?? 0) > 0 || roles !== undefined) return null;
  const resolver = new (target as new () => Record<string, (...given: unknown[]) => unknown>)();
  const method = resolver[methodName]!.bind(resolver);
  const takes = [...(params ?? [])]
    .sort((a, b) => a.index - b.index)
    .map((param) =>
      (param.kind === 'root' || param.kind === 'context') && param.propertyName === undefined ? param.kind : 'more',
    );
  switch (takes.join()) {
    case 'context,root':
      return (row, _args, context) => method(context, row);
    case 'context':
      return (_row, _args, context) => method(context);
    case 'root':
      return (row) => method(row);
    case '':
      return () => method();
    default:
      return null;
  }
}

/** Makes each mutation empty the cache of its request, so that fields after the write read the database again. */
export function clearLoadersAfterWrites(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const write = field.resolve!;
    field.resolve = async (root, args, context: RequestContext, info) => {
      try {
        return await (write(root, args, context, info) as Promise<unknown>);
      } finally {
        clearLoaders(context);
      }
    };
  }
}
