package io.mortise.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.kernel.WorkspaceId;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyLimitsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // workspaces and flows before | wanted | what is widened
        "'' | '' | ''  | ''  | -",
        "'' | '' | 1   | ''  | -",
        "'' | '' | ''  | 1   | -",
        "12 | '' | 1   | ''  | -",
        "12 | '' | 12  | 3   | -",
        "12 | '' | 3   | ''  | workspaces",
        "1  | '' | 12  | ''  | workspaces",
        "1  | '' | ''  | ''  | workspaces",
        "'' | 1  | ''  | ''  | flows",
        "'' | 1  | ''  | 2   | flows",
        "1  | 1  | ''  | ''  | workspaces"
      })
  void widenedBy_wantedLimits_namesWhatWouldBeWider(
      String workspaces, String flows, String wantedWorkspaces, String wantedFlows, String wider) {
    var before = limits(workspaces, flows);

    assertThat(before.widenedBy(limits(wantedWorkspaces, wantedFlows)).orElse(null))
        .isEqualTo(wider);
  }

  private static KeyLimits limits(String workspaces, String flows) {
    return new KeyLimits(
        ids(workspaces).stream().map(WorkspaceId::new).collect(Collectors.toSet()), ids(flows));
  }

  private static Set<UUID> ids(String digits) {
    return Arrays.stream(digits.split(""))
        .filter(digit -> !digit.isBlank())
        .map(digit -> new UUID(9, Long.parseLong(digit)))
        .collect(Collectors.toSet());
  }
}
