package io.hornbill.files.internal;

import java.nio.ByteBuffer;

/** Bytes of an array. */
final class MemorySource implements ByteSource {

  private final byte[] content;
  private final String name;

  MemorySource(byte[] content, String name) {
    this.content = content;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return content.length;
  }

  @Override
  public void read(long position, ByteBuffer target) {
    requireRange(position, target.remaining());
    target.put(content, (int) position, target.remaining());
  }

  @Override
  public void close() {
    // an array holds nothing open
  }
}
