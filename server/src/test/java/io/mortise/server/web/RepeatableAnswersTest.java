package io.mortise.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.kernel.AnswerNotKept;
import io.mortise.server.kernel.OneTimeValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class RepeatableAnswersTest {
  private static final JsonMapper JSON = new JsonMapper();

  record Invited(String id, OneTimeValue link, String token) {}

  record Many(List<Invited> items, Map<String, Invited> byName) {}

  @Test
  void answer_ofAnyShape_isKeptWithoutOneTimeValues() throws Exception {
    var invited = new Invited("inv_1", new OneTimeValue("fake-link"), "a word called token");

    String kept = kept(new Many(List.of(invited), Map.of("mia", invited)), true);

    assertThat(kept)
        .doesNotContain("fake-link")
        .doesNotContain("link")
        .contains("\"items\":[{\"id\":\"inv_1\",\"token\":\"a word called token\"}]")
        .contains("\"byName\":{\"mia\":{\"id\":\"inv_1\"");
  }

  record Codes(List<OneTimeValue> codes) {}

  @Test
  void answer_withAListOfOneTimeValues_isKeptWithoutThem() throws Exception {
    assertThat(kept(new Codes(List.of(new OneTimeValue("fake-code"))), true))
        .doesNotContain("fake-code");
  }

  @Test
  void answer_thatGoesOut_showsTheValueAsText() {
    assertThat(JSON.writeValueAsString(new Invited("inv_1", new OneTimeValue("fake-link"), "t")))
        .contains("\"link\":\"fake-link\"");
    assertThat(new OneTimeValue("fake-link").toString()).doesNotContain("fake-link");
  }

  @Test
  void answer_ofACallWithoutKey_isNotKept() throws Exception {
    assertThat(kept(new Invited("inv_1", new OneTimeValue("fake-link"), "t"), false)).isNull();
  }

  @Test
  void answer_thatIsNotKept_isWrittenOnceOnly() throws Exception {
    assertThat(supports("answeredOnce")).isFalse();
    assertThat(supports("nothing")).isTrue();
  }

  @AnswerNotKept
  static void answeredOnce() {}

  private static boolean supports(String method) throws NoSuchMethodException {
    return new RepeatableAnswers(JSON)
        .supports(
            new MethodParameter(RepeatableAnswersTest.class.getDeclaredMethod(method), -1),
            JacksonJsonHttpMessageConverter.class);
  }

  private static @Nullable String kept(Object body, boolean wanted) throws Exception {
    var request = new MockHttpServletRequest();
    if (wanted) {
      RepeatableAnswers.want(request);
    }
    new RepeatableAnswers(JSON)
        .beforeBodyWrite(
            body,
            new MethodParameter(RepeatableAnswersTest.class.getDeclaredMethod("nothing"), -1),
            MediaType.APPLICATION_JSON,
            JacksonJsonHttpMessageConverter.class,
            new ServletServerHttpRequest(request),
            new ServletServerHttpResponse(new MockHttpServletResponse()));
    return RepeatableAnswers.of(request).orElse(null);
  }

  void nothing() {}
}
