package io.mortise.runtime.connector;

import java.util.List;

/** Where a method's secret may go. */
public record HostTemplates(List<String> shown) {}
