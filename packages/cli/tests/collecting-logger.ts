import { createLogger, type Logger } from '@hs-x/sdk';

/** A logger whose messages can be read. */
export function collectingLogger(): { readonly logger: Logger; readonly messages: string[] } {
  const messages: string[] = [];
  return { messages, logger: createLogger((level, message) => messages.push(`${level}: ${message}`)) };
}
