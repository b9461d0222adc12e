package io.mortise.runtime.connector;

/** The harmless call that shows whether a credential works. */
public sealed interface ProbeSpec {
  record Database() implements ProbeSpec {}
}
