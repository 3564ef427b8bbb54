package io.hornbill.training.parallel;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A connection to another process, over which frames go both ways. */
final class Link {
  static final byte DATA = 1;
  static final byte POISON = 2;
  static final byte ALIVE = 3;
  static final byte BYE = 4;

  /** What a frame carries at most. */
  static final int LARGEST = 1 << 16;

  private static final int HEADER = 12;
  private static final short MAGIC = 0x4842;
  private static final int GLANCE_MILLIS = 100;

  /** A frame as it came. */
  record Frame(byte type, int tag, int count) {}

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] plain = new byte[LARGEST + Seal.TAG_BYTES];
  private final byte[] sealed = new byte[LARGEST + Seal.TAG_BYTES];
  private final byte[] header = new byte[HEADER];
  private final byte[] head = new byte[HEADER];
  private @Nullable Seal writes;
  private @Nullable Seal reads;

  Link(Socket socket, OutputStream out) throws IOException {
    this.socket = socket;
    this.out = new BufferedOutputStream(out, 2 * LARGEST);
    in = socket.getInputStream();
    socket.setTcpNoDelay(true);
  }

  /** Lets further frames be sealed by a key; the two ends say which of them they are. */
  void seal(byte[] key, int own) {
    writes = Seal.writing(key, own);
    reads = Seal.reading(key, 1 - own);
  }

  DataInputStream greetings(int timeoutMillis) throws IOException {
    socket.setSoTimeout(timeoutMillis);
    return new DataInputStream(in);
  }

  OutputStream out() {
    return out;
  }

  /** Writes a frame; the caller flushes. */
  synchronized void write(byte type, int tag, byte[] content, int count) throws IOException {
    Seal seal = writes;
    int length = count + (seal == null ? 0 : Seal.TAG_BYTES);
    ByteBuffer.wrap(header).putShort(MAGIC).put(type).put((byte) 0).putInt(tag).putInt(length);
    out.write(header);
    if (seal == null) {
      out.write(content, 0, count);
    } else {
      out.write(sealed, 0, sealed(seal, content, count));
    }
  }

  private int sealed(Seal seal, byte[] content, int count) throws IOException {
    try {
      return seal.apply(header, content, count, sealed);
    } catch (GeneralSecurityException e) {
      throw new IOException("a frame could not be encrypted", e);
    }
  }

  synchronized void flush() throws IOException {
    out.flush();
  }

  /**
   * Reads a frame.
   *
   * @param content takes what it carries
   * @param millis how long the other process may be silent; 0 for ever
   * @param given asked now and then whether to give up
   * @throws IOException if there is none, with the reason in words
   */
  Frame read(byte[] content, long millis, BooleanSupplier given) throws IOException {
    socket.setSoTimeout(GLANCE_MILLIS);
    fill(head, HEADER, millis, given);
    ByteBuffer buffer = ByteBuffer.wrap(head);
    short magic = buffer.getShort();
    byte type = buffer.get();
    buffer.get();
    int tag = buffer.getInt();
    int length = buffer.getInt();
    Seal seal = reads;
    int extra = seal == null ? 0 : Seal.TAG_BYTES;
    if (magic != MAGIC || type < DATA || type > BYE || length < extra || length > LARGEST + extra) {
      throw new IOException("sent bytes that are no frame");
    }
    if (seal == null) {
      fill(content, length, millis, given);
      return new Frame(type, tag, length);
    }
    fill(plain, length, millis, given);
    try {
      return new Frame(type, tag, seal.apply(head, plain, length, content));
    } catch (GeneralSecurityException e) {
      throw new IOException("sent a frame that was tampered with", e);
    }
  }

  private void fill(byte[] to, int count, long millis, BooleanSupplier given) throws IOException {
    long last = System.nanoTime();
    int done = 0;
    while (done < count) {
      try {
        int more = in.read(to, done, count - done);
        if (more < 0) {
          throw new EOFException("closed its connection");
        }
        done += more;
        last = System.nanoTime();
      } catch (SocketTimeoutException e) {
        if (given.getAsBoolean()) {
          throw new IOException("gave up", e);
        }
        if (millis > 0 && System.nanoTime() - last > millis * 1_000_000) {
          throw new IOException(
              String.format(Locale.ROOT, "was silent for %.1f s", millis / 1e3), e);
        }
      }
    }
  }

  /** Says that nothing more comes, and leaves the other process to read what there is. */
  void finish() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      close();
    }
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is lost: the connection was not to be used any more.
    }
  }
}
