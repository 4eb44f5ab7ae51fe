// The names of a module's parts.

const pascal = (kebab) => kebab.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
const camel = (kebab) => {
  const name = pascal(kebab);
  return name[0].toLowerCase() + name.slice(1);
};
const snake = (kebab) => kebab.replaceAll('-', '_');
const words = (kebab) => kebab.replaceAll('-', ' ');
const capital = (text) => `${text[0].toUpperCase()}${text.slice(1)}`;

/**
 * @param {string} plural kebab-case, names folder, table and address
 * @param {string} singular kebab-case, names the entity
 */
export const namesOf = (plural, singular) => ({
  plural,
  singular,
  Type: pascal(singular),
  Types: pascal(plural),
  value: camel(singular),
  values: camel(plural),
  table: snake(plural),
  one: words(singular),
  many: words(plural),
  Many: capital(words(plural)),
  TITLE: `${snake(singular).toUpperCase()}_TITLE`,
});
