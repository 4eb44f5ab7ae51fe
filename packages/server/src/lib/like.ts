/**
 * Returns `text` as a literal for a LIKE pattern with ESCAPE '!'. The backslash is not used, because the two databases
 * treat it differently.
 */
export const escapeLike = (text: string): string => text.replace(/[!%_]/g, '!$&');
