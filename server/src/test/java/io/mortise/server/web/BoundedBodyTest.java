package io.mortise.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.TestPrincipals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import tools.jackson.databind.json.JsonMapper;

/** What bodies under way may hold of memory together. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SAME_THREAD)
class BoundedBodyTest {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final String PROXY = "/runtime/v1/proxy/cred_1/things";
  private static final String RESOLVE = "/runtime/v1/credentials/cred_1/resolve";

  private final BoundedBody filter =
      new BoundedBody(
          new ProblemWriter(JsonMapper.shared()),
          PathPatternRequestMatcher.withDefaults().matcher("/runtime/v1/proxy/**"));

  @BeforeEach
  void signIn() {
    var principal = TestPrincipals.mia().signedIn();
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken(principal, null));
  }

  @AfterEach
  void signOut() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void smallBodiesOfUndeclaredLength_manyUnderWay_areAllRead() throws Exception {
    assertThat(underWay(PROXY, 200, 100)).hasSize(100).containsOnly(200);
  }

  @Test
  void largeBodies_beyondWhatTheyMayHold_areRefusedUntilOthersEnd() throws Exception {
    assertThat(underWay(PROXY, 10 * MEBIBYTE, 4)).containsExactly(503, 200, 200, 200);
    assertThat(underWay(PROXY, 10 * MEBIBYTE, 3)).containsExactly(200, 200, 200);
  }

  @Test
  void largeBodiesThroughTheProxy_whileTheyAreUnderWay_leaveRoomForOthers() throws Exception {
    var resolved = new MockHttpServletResponse();

    nested(
        PROXY,
        10 * MEBIBYTE,
        3,
        new ArrayList<>(),
        () -> filter.doFilter(request(RESOLVE, 300), resolved, (request, response) -> {}));

    assertThat(resolved.getStatus()).isEqualTo(200);
  }

  @Test
  void body_beyondItsBound_isTooLarge() throws Exception {
    assertThat(underWay(PROXY, 10 * MEBIBYTE + 1, 1)).containsExactly(413);
    assertThat(underWay(RESOLVE, MEBIBYTE + 1, 1)).containsExactly(413);
  }

  /** Requests that are all under way at the same time; their statuses, the last one's first. */
  private List<Integer> underWay(String path, int bytes, int requests) throws Exception {
    var statuses = new ArrayList<Integer>();
    nested(path, bytes, requests, statuses, () -> {});
    return statuses;
  }

  private void nested(String path, int bytes, int requests, List<Integer> statuses, Last last)
      throws Exception {
    if (requests == 0) {
      last.run();
      return;
    }
    var response = new MockHttpServletResponse();
    filter.doFilter(
        request(path, bytes),
        response,
        (request, unused) -> {
          try {
            nested(path, bytes, requests - 1, statuses, last);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    statuses.add(response.getStatus());
  }

  private interface Last {
    void run() throws Exception;
  }

  private static MockHttpServletRequest request(String path, int bytes) {
    // As one whose length is not declared.
    var request =
        new MockHttpServletRequest("POST", path) {
          @Override
          public long getContentLengthLong() {
            return -1;
          }
        };
    request.addHeader("Transfer-Encoding", "chunked");
    request.setContent(new byte[bytes]);
    return request;
  }
}
