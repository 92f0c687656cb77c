/** Control characters, and the marks that turn the direction of text. */
// eslint-disable-next-line no-control-regex -- these are what must not reach a terminal
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text from elsewhere, made harmless for a terminal: whoever chose an e-mail address must not steer the operator's screen. */
export function plainText(text: string): string {
  return text.replaceAll(/\r?\n/g, ' ').replaceAll(UNSAFE, '�');
}
