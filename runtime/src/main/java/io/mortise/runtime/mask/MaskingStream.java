package io.mortise.runtime.mask;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Masks the bytes written to it and passes them on. Holds back only bytes that may begin a secret,
 * at most a small multiple of the length of the longest secret; {@link #close} passes on the rest.
 * For one thread.
 */
public final class MaskingStream extends OutputStream {
  /** One character of a secret takes at most this many bytes of text in any common encoding. */
  private static final int MAX_EXPANSION = 24;

  private static final int SLACK = 64 * 1024;

  private final OutputStream out;
  private final MaskWriter writer;
  private final MaskedRanges found = new MaskedRanges();
  private final Readings readings;
  private final int maxHeld;
  private byte[] held = new byte[1024];
  private int size;
  private long offset;
  private int count;
  private boolean closed;

  MaskingStream(Patterns patterns, OutputStream out, MaskWriter writer) {
    this.out = out;
    this.writer = writer;
    this.readings = new Readings(patterns, found);
    this.maxHeld = patterns.automaton().longest() * MAX_EXPANSION + SLACK;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] text, int from, int length) throws IOException {
    int at = from;
    while (at < from + length) {
      int part = Math.min(SLACK, from + length - at);
      hold(text, at, part);
      readings.scan(held, size - part, size);
      passOn(readings.earliest());
      if (size > maxHeld) {
        readings.reset();
        passOn(offset + size);
      }
      at += part;
    }
  }

  /** Passes on the bytes that were held back. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      readings.finish();
      passOn(offset + size);
      writer.finish();
      out.close();
    }
  }

  /** Returns the number of masked places in the text passed on so far. */
  public int count() {
    return count;
  }

  private void hold(byte[] text, int from, int length) {
    if (size + length > held.length) {
      held = Arrays.copyOf(held, Math.max(size + length, held.length * 2));
    }
    System.arraycopy(text, from, held, size, length);
    size += length;
  }

  private void passOn(long decided) throws IOException {
    long end = decided;
    int ranges = found.size();
    while (ranges > 0 && found.end(ranges - 1) > end) {
      ranges--;
      end = Math.min(end, found.start(ranges));
    }
    int at = 0;
    for (int range = 0; range < ranges; range++) {
      int start = (int) (found.start(range) - offset);
      int after = (int) (found.end(range) - offset);
      writer.plain(held, at, start);
      writer.masked(held, start, after);
      at = after;
    }
    int rest = (int) (end - offset);
    writer.plain(held, at, rest);
    count += ranges;
    found.removeFirst(ranges);
    System.arraycopy(held, rest, held, 0, size - rest);
    size -= rest;
    offset = end;
  }
}
