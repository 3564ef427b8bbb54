package io.hornbill.files.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A stream as a channel, which unlike the JDK's an interrupt of the thread does not close. */
public final class StreamChannel implements WritableByteChannel {
  private static final int PIECE = 1 << 16;

  private final OutputStream out;
  private byte[] piece = {};

  /**
   * Looks at a stream.
   *
   * @param out where bytes go; it stays open
   */
  public StreamChannel(OutputStream out) {
    this.out = out;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int count = source.remaining();
    if (source.hasArray()) {
      out.write(source.array(), source.arrayOffset() + source.position(), count);
      source.position(source.limit());
      return count;
    }
    if (piece.length == 0) {
      piece = new byte[PIECE];
    }
    while (source.hasRemaining()) {
      int length = Math.min(source.remaining(), piece.length);
      source.get(piece, 0, length);
      out.write(piece, 0, length);
    }
    return count;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
