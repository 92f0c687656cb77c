/** Reads an app's `emails/` folder, on Node. */
export { loadEmailsFolder } from './load-emails-folder.js';
