package io.mortise.server.apikeys;

import io.mortise.runtime.problem.TypedId;
import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.WorkspaceId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses what requests say about the scopes and limits of an API key. */
final class ApiKeyLimits {
  private ApiKeyLimits() {}

  static Set<ApiKeyScope> scopes(@Nullable List<String> wanted) {
    if (wanted == null || wanted.isEmpty()) {
      throw new InvalidRequest("/scopes", "Give at least one scope, such as runtime:call.");
    }
    var scopes = new LinkedHashSet<ApiKeyScope>();
    for (int i = 0; i < wanted.size(); i++) {
      String wire = wanted.get(i);
      String pointer = "/scopes/" + i;
      scopes.add(
          ApiKeyScope.ofWire(wire)
              .orElseThrow(() -> new InvalidRequest(pointer, "There is no scope “" + wire + "”.")));
    }
    return scopes;
  }

  static Set<WorkspaceId> workspaces(@Nullable List<String> wanted) {
    return limit("/workspaces", wanted).stream()
        .map(
            id ->
                WorkspaceId.parse(id)
                    .orElseThrow(
                        () ->
                            new InvalidRequest(
                                "/workspaces", "“" + id + "” is not a workspace id (ws_…).")))
        .collect(Collectors.toSet());
  }

  static Set<UUID> flows(@Nullable List<String> wanted) {
    return limit("/flows", wanted).stream()
        .map(
            id ->
                TypedId.parse("flow", id)
                    .orElseThrow(
                        () ->
                            new InvalidRequest(
                                "/flows", "“" + id + "” is not a flow id (flow_…).")))
        .collect(Collectors.toSet());
  }

  /** Without the member there is no limit; an empty list must not turn into that. */
  private static List<String> limit(String pointer, @Nullable List<String> list) {
    if (list == null) {
      return List.of();
    }
    if (list.isEmpty()) {
      throw new InvalidRequest(
          pointer, "An empty list would allow nothing. Leave it out for a key without this limit.");
    }
    if (list.contains(null)) {
      throw new InvalidRequest(pointer, "The list must not contain null.");
    }
    return list;
  }
}
