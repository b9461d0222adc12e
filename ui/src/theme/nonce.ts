import { setNonce } from 'get-nonce';

/** The server writes a fresh value into the page; every style tag made by the app has to carry it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

setNonce(nonce);

export const styleNonce = () => nonce;
