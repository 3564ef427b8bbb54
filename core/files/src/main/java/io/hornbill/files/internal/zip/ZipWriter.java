package io.hornbill.files.internal.zip;

import io.hornbill.files.internal.AtomicFiles;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes a zip archive whose members are stored without compression, as Keras writes {@code .keras}
 * files: weights do not compress, and can then be read in place. Members are streamed; their sizes
 * and checksums are filled in afterwards. Archives and members may be larger than 4 GB.
 *
 * <pre>{@code
 * ZipWriter.write(
 *     Path.of("model.keras"),
 *     zip -> {
 *       zip.add("config.json", json.getBytes(UTF_8));
 *       zip.add("model.weights.h5", weights::write);
 *     });
 * }</pre>
 */
public final class ZipWriter {

  private static final int VERSION = 45;
  private static final int UTF_8_NAMES = 1 << 11;
  private static final int FIRST_OF_1980 = 0x21;
  private static final int WIDE = 0xffffffff;
  private static final int SIZES_AT = 14;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(byte[] name, long checksum, long size, long header) {}

  /** Adds the members of an archive. */
  @FunctionalInterface
  public interface Members {
    /**
     * Adds all members.
     *
     * @param zip the archive
     * @throws IOException if writing fails
     */
    void addTo(ZipWriter zip) throws IOException;
  }

  private final FileChannel channel;
  private final List<Entry> entries = new ArrayList<>();

  private ZipWriter(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Writes an archive, replacing a file that is there in one step.
   *
   * @param file the archive
   * @param members adds the members
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, Members members) {
    AtomicFiles.writeChannel(
        file,
        channel -> {
          ZipWriter zip = new ZipWriter(channel);
          members.addTo(zip);
          zip.finish();
        });
  }

  /**
   * Adds a member.
   *
   * @param name its path within the archive
   * @param content its content
   * @throws IOException if writing fails
   */
  public void add(String name, byte[] content) throws IOException {
    add(name, out -> out.write(content));
  }

  /**
   * Adds a member.
   *
   * @param name its path within the archive
   * @param content writes its content
   * @throws IOException if writing fails
   */
  public void add(String name, AtomicFiles.StreamContent content) throws IOException {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    long header = channel.position();
    // The wide sizes are always there, because the size is known only afterwards.
    ByteBuffer local = buffer(30 + text.length + 20);
    local.putInt(0x04034b50);
    start(local).putInt(0).putInt(WIDE).putInt(WIDE);
    local.putShort((short) text.length).putShort((short) 20).put(text);
    local.putShort((short) 1).putShort((short) 16).putLong(0).putLong(0);
    writeFully(local.flip());
    MemberStream raw = new MemberStream();
    OutputStream out = new BufferedOutputStream(raw, 1 << 16);
    content.writeTo(out);
    out.flush();
    Entry entry = new Entry(text, raw.checksum.getValue(), raw.size, header);
    entries.add(entry);
    ByteBuffer checksum = buffer(4).putInt((int) entry.checksum).flip();
    ByteBuffer sizes = buffer(16).putLong(entry.size).putLong(entry.size).flip();
    patch(checksum, header + SIZES_AT);
    patch(sizes, header + 30 + text.length + 4);
  }

  private void finish() throws IOException {
    long start = channel.position();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      byte[] bytes = new byte[46 + entry.name.length + 28];
      ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      out.putInt(0x02014b50).putShort((short) VERSION);
      start(out).putInt((int) entry.checksum).putInt(WIDE).putInt(WIDE);
      out.putShort((short) entry.name.length).putShort((short) 28).putShort((short) 0);
      out.putShort((short) 0).putShort((short) 0).putInt(0).putInt(WIDE).put(entry.name);
      out.putShort((short) 1).putShort((short) 24);
      out.putLong(entry.size).putLong(entry.size).putLong(entry.header);
      directory.write(bytes);
    }
    writeFully(ByteBuffer.wrap(directory.toByteArray()));
    writeFully(end(start, directory.size()));
  }

  private ByteBuffer end(long start, long size) {
    long count = entries.size();
    ByteBuffer out = buffer(56 + 20 + 22);
    out.putInt(0x06064b50).putLong(44).putShort((short) VERSION).putShort((short) VERSION);
    out.putInt(0).putInt(0).putLong(count).putLong(count).putLong(size).putLong(start);
    out.putInt(0x07064b50).putInt(0).putLong(start + size).putInt(1);
    out.putInt(0x06054b50).putInt(0).putShort((short) Math.min(count, 0xffff));
    out.putShort((short) Math.min(count, 0xffff));
    out.putInt((int) Math.min(size, 0xffffffffL)).putInt((int) Math.min(start, 0xffffffffL));
    return out.putShort((short) 0).flip();
  }

  /** Writes what the two kinds of headers have in common. */
  private static ByteBuffer start(ByteBuffer out) {
    return out.putShort((short) VERSION)
        .putShort((short) UTF_8_NAMES)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) FIRST_OF_1980);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void patch(ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /** Counts and sums up what goes into the archive. */
  private final class MemberStream extends OutputStream {

    private final CRC32 checksum = new CRC32();
    private long size;

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      checksum.update(bytes, offset, length);
      writeFully(ByteBuffer.wrap(bytes, offset, length));
      size += length;
    }
  }
}
