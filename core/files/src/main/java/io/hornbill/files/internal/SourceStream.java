package io.hornbill.files.internal;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A range of a source as a stream. */
final class SourceStream extends InputStream {

  private static final int BUFFER = 1 << 16;

  private final ByteSource source;
  private final byte[] buffer = new byte[BUFFER];
  private long position;
  private long remaining;
  private int start;
  private int end;

  SourceStream(ByteSource source, long position, long remaining) {
    this.source = source;
    this.position = position;
    this.remaining = remaining;
  }

  @Override
  public int read() {
    return fill() ? buffer[start++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (start == end && length >= BUFFER && remaining > 0) {
      int count = (int) Math.min(length, remaining);
      source.read(position, ByteBuffer.wrap(target, offset, count));
      advance(count);
      return count;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, end - start);
    System.arraycopy(buffer, start, target, offset, count);
    start += count;
    return count;
  }

  private boolean fill() {
    if (start == end) {
      if (remaining == 0) {
        return false;
      }
      int count = (int) Math.min(BUFFER, remaining);
      source.read(position, ByteBuffer.wrap(buffer, 0, count));
      start = 0;
      end = count;
      advance(count);
    }
    return true;
  }

  private void advance(int count) {
    position += count;
    remaining -= count;
  }
}
