/**
 * Ends the text of a statement that a connection should have the server parse and plan once, where it can. For statements
 * whose text stays the same: the server keeps each.
 */
export const prepared = ' /* prepared */'
