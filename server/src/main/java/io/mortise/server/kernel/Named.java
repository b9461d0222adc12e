package io.mortise.server.kernel;

/** Somebody or something as the wire names it: by its typed id and its name. */
public record Named(String id, String name) {}
