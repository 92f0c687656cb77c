import { HsxError, isHsxError } from '../../kernel/hsx-error.js';

/** What storing a webhook answers. A webhook that is not stored is nobody's: only then is it refused, so that the sender tries again. Throws NOT_STORED. */
export async function storedOrRefused<T>(accept: () => Promise<T>): Promise<T> {
  try {
    return await accept();
  } catch (error) {
    throw isHsxError(error, 'STORE_UNAVAILABLE') ? notStored(error) : error;
  }
}

function notStored(cause: HsxError): HsxError {
  return new HsxError({
    code: 'NOT_STORED',
    message: 'The webhook is genuine but could not be stored.',
    hint: 'Send it again; what was stored of it already is recognised.',
    cause,
  });
}
