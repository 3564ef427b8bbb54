package io.hornbill.files.internal;

import java.nio.ByteBuffer;

/** A part of another source, which stays the owner of whatever is open. */
record SliceSource(ByteSource whole, long offset, long size, String name) implements ByteSource {

  @Override
  public void read(long position, ByteBuffer target) {
    requireRange(position, target.remaining());
    whole.read(offset + position, target);
  }

  @Override
  public void close() {
    // the whole is closed by its owner
  }
}
