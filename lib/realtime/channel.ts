/** The one channel on which a user's open pages listen. */
export const channelOf = (userId: string) => `private-user-${userId}`
