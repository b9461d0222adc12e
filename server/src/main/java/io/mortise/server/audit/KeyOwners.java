package io.mortise.server.audit;

import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.OrganizationId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The owners of API keys, so that an event by a key also tells the person or service account. */
public interface KeyOwners {

  /** The owners of these keys under their names of today, also of keys that have ended. */
  Map<ApiKeyId, Party> owners(OrganizationId organization, Collection<ApiKeyId> keys);

  /** The keys that a person or service account has or had. */
  List<ApiKeyId> keysOf(OrganizationId organization, UUID principal);
}
