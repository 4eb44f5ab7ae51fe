/** The most characters that the server searches for. */
export const MOST_CHARACTERS = 100;
