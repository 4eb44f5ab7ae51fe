export const OWN_WORKS = ['viewer:works'];
