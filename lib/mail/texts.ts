/** What the messages say, `{name}` for what varies. Nothing else of lib/mail holds words for people. */
export const TEXTS = {
  invitation: {
    subject: '{by} invited you to {company}',
    before: ['Hello,', '{by} invited you to work in {company}.', '{quote}'],
    button: 'Accept the invitation',
    after: [
      'The link works once, for 72 hours.',
      'If you do not know {by} or {company}, ignore this message: nothing happens without you.',
    ],
  },
  reset: {
    subject: 'Choose a new password',
    before: [
      'Hello {name},',
      'somebody asked for a link with which you can choose a new password at {company}.',
    ],
    button: 'Choose a new password',
    after: [
      'The link works once, for 30 minutes. All your sessions end when you use it.',
      'If it was not you, ignore this message: your password stays as it is.',
    ],
  },
  password_changed: {
    subject: 'Your password was changed',
    before: [
      'Hello {name},',
      'your password at {company} was changed by a link that we had sent to this address, and all your sessions ended.',
    ],
    button: '',
    after: ['If it was not you, tell an administrator of {company} at once.'],
  },
} as const

export type Template = keyof typeof TEXTS
