/** What one instance of the server lets others do; several instances count each for themselves. */
export interface Limits {
  /** Sockets in all; a further one is told 4100 and may come back after a second. */
  sockets: number
  /** Sockets of one signed-in user; a further one is told 4004, with which clients stop trying. */
  socketsPerUser: number
  /** Sockets of one client address that have not shown yet that they may be here; a further one is told 4100. */
  unauthorisedPerAddress: number
  /** Sockets in all that have not shown yet that they may be here; a further one is told 4100. */
  unauthorised: number
  /** Subscribers of one private channel, and sockets that were let stay because of it. */
  subscribersPerPrivateChannel: number
  channelsPerSocket: number
  /** Size of a message from a client; ws itself closes the socket of a larger one with 1009. */
  messageBytes: number
  /** Messages of one socket within a second; room for a page that subscribes to all its channels at once. */
  messagesPerSecond: number
  /** What may wait to be sent to one socket; a client that reads more slowly is cut off. */
  bufferedBytes: number
  /** Size of an event's data. */
  dataBytes: number
  channelsPerTrigger: number
  eventsPerBatch: number
  /** Size of an HTTP body: a full batch, whose data is JSON within JSON and grows by its escapes. */
  bodyBytes: number
  /** Silence after which a socket is asked whether it is still there. */
  activityTimeoutMs: number
  /** How long it may take to answer that. */
  pongTimeoutMs: number
  /** How long a socket may stay that has neither signed in nor subscribed to a private channel. */
  authorisationTimeoutMs: number
  /** How often all sockets are looked at for these three times. */
  sweepMs: number
  /** Sockets told at once to come back after events may have been lost; a tenth of a second later the next. */
  reconnectsAtOnce: number
  /** How long a socket has to close before it is cut off. */
  closeMs: number
  /** How long the other instances have to tell which channels they hold. */
  answerMs: number
}

export const LIMITS: Limits = {
  sockets: 10_000,
  socketsPerUser: 20,
  unauthorisedPerAddress: 500,
  unauthorised: 2_500,
  subscribersPerPrivateChannel: 100,
  channelsPerSocket: 100,
  messageBytes: 10_240,
  messagesPerSecond: 150,
  bufferedBytes: 262_144,
  dataBytes: 10_240,
  channelsPerTrigger: 100,
  eventsPerBatch: 100,
  bodyBytes: 2_200_000,
  activityTimeoutMs: 120_000,
  pongTimeoutMs: 30_000,
  authorisationTimeoutMs: 30_000,
  sweepMs: 1_000,
  reconnectsAtOnce: 500,
  closeMs: 2_000,
  answerMs: 500,
}
