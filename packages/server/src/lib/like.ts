/** `text` as a literal inside a LIKE pattern that says ESCAPE '!'. The backslash would mean different things to the two databases. */
export const escapeLike = (text: string): string => text.replace(/[!%_]/g, '!$&');
