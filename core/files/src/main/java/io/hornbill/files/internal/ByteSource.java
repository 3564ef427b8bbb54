package io.hornbill.files.internal;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Bytes at positions: an open file, an array, or a part of either.
 *
 * <p>Files that are {@linkplain #open opened} are read through a channel, so that after {@link
 * #close()} nothing holds them; those that are {@linkplain #map mapped} into memory are held until
 * the garbage collector has run, and on Windows can be neither replaced nor deleted until then.
 *
 * <pre>{@code
 * try (ByteSource source = ByteSource.open(Path.of("model.h5"))) {
 *   byte[] signature = source.bytes(0, 8);
 * }
 * }</pre>
 */
public interface ByteSource extends AutoCloseable {

  /**
   * Opens a file for reading.
   *
   * @param file the file
   * @return its bytes
   * @throws java.io.UncheckedIOException if the file cannot be opened
   */
  static ByteSource open(Path file) {
    return FileSource.open(file);
  }

  /**
   * Maps a file into memory, for many reads at scattered places.
   *
   * @param file the file
   * @return its bytes
   * @throws java.io.UncheckedIOException if the file cannot be opened or mapped
   */
  static ByteSource map(Path file) {
    return MappedSource.map(file);
  }

  /**
   * Wraps an array, without copying it.
   *
   * @param bytes the bytes
   * @param name what messages call them
   * @return the bytes as a source
   */
  static ByteSource of(byte[] bytes, String name) {
    return new MemorySource(bytes, name);
  }

  /**
   * Tells how messages name this source.
   *
   * @return a file name, followed by the member's name within an archive
   */
  String name();

  /**
   * Counts the bytes.
   *
   * @return the number of bytes
   */
  long size();

  /**
   * Fills a buffer from a position on.
   *
   * @param position the first byte's position
   * @param target the buffer, filled up to its limit
   * @throws ModelFormatException if there are fewer bytes than asked for
   */
  void read(long position, ByteBuffer target);

  @Override
  void close();

  /**
   * Opens a file in the same folder.
   *
   * @param fileName its name, without folders
   * @return its bytes, to be closed
   * @throws ModelFormatException if this is not a file, or the name leads out of its folder
   * @throws java.io.UncheckedIOException if the file cannot be opened
   */
  default ByteSource sibling(String fileName) {
    throw Fault.of("File")
        .expected("only a file can refer to others beside it")
        .received("%s in %s", fileName, name())
        .remedy("Read it from a folder.")
        .as(ModelFormatException::new);
  }

  /**
   * Copies some bytes.
   *
   * @param position the first byte's position
   * @param count how many
   * @return the bytes
   * @throws ModelFormatException if there are fewer bytes than asked for
   */
  default byte[] bytes(long position, long count) {
    requireRange(position, count);
    if (count > Integer.MAX_VALUE - 8) {
      throw Fault.of("File")
          .expected("at most 2 GB can be read at once")
          .received("%s bytes at %s of %s", count, position, name())
          .remedy("Split the file.")
          .as(ModelFormatException::new);
    }
    MemoryBudget.require(count, name());
    byte[] bytes = new byte[(int) count];
    read(position, ByteBuffer.wrap(bytes));
    return bytes;
  }

  /**
   * Makes a part look like a whole. Closing the part does not close this source.
   *
   * @param offset the part's first byte
   * @param length the part's number of bytes
   * @param name what messages call the part
   * @return the part
   * @throws ModelFormatException if the part is not within this source
   */
  default ByteSource slice(long offset, long length, String name) {
    requireRange(offset, length);
    return new SliceSource(this, offset, length, name);
  }

  /**
   * Reads a part in order, through a small buffer.
   *
   * @param offset the first byte
   * @param length the number of bytes
   * @return a stream that ends after {@code length} bytes
   * @throws ModelFormatException if the part is not within this source
   */
  default InputStream stream(long offset, long length) {
    requireRange(offset, length);
    return new SourceStream(this, offset, length);
  }

  /**
   * Checks that a range lies within this source.
   *
   * @param position the first byte
   * @param count the number of bytes
   * @throws ModelFormatException if it does not
   */
  default void requireRange(long position, long count) {
    if (position < 0 || count < 0 || count > size() - position) {
      throw Fault.of("File")
          .expected("what a file refers to must lie within the file")
          .received("%s bytes at position %s of %s bytes in %s", count, position, size(), name())
          .remedy("The file is truncated or damaged: fetch or save it again.")
          .as(ModelFormatException::new);
    }
  }
}
