package io.mortise.runtime.mask;

import tools.jackson.databind.json.JsonMapper;

/** Text as it stands within a string of JSON. */
final class JsonText {
  private JsonText() {}

  static String escaped(String text) {
    var quoted = JsonMapper.shared().writeValueAsString(text);
    return quoted.substring(1, quoted.length() - 1);
  }
}
