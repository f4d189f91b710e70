/** The header in which the page sends its token. Other sites may not set it without being asked about it first. */
export const tokenHeader = 'x-inspector-token'
