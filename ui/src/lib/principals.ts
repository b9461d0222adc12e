import type { Named } from '../api/types';
import { serviceAccountMark } from '../text/common';
import { isServiceAccount } from './places';

/** The name of a person, or of a service account, which is marked as one. */
export const principalName = (principal: Named) =>
  isServiceAccount(principal) ? `${principal.name} ${serviceAccountMark}` : principal.name;
