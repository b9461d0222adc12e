import { useCredentialSearch } from '../../api/credentials';
import type { Connector, Environment } from '../../api/types';
import { firstFreeName, suggestName } from '../../lib/names';

/** A name nobody has yet, among those of the service that one may see. */
export function useFreeName(connector: Connector | undefined, environment: Environment | null): string {
  const known = useCredentialSearch('', 200, { connector: connector?.id }, connector !== undefined).data?.items ?? [];
  if (!connector) return '';
  return firstFreeName(
    suggestName(connector, environment),
    known.map(({ name }) => name),
  );
}
