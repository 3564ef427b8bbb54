package io.hornbill.files.internal.zip;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.MemoryBudget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Reads a zip archive such as {@code .keras} or {@code .npz}. Sizes and checksums are verified;
 * nothing is written to disk, and no member's name is ever used as a path. A member that is stored
 * without compression can be read in place, at positions.
 *
 * <pre>{@code
 * try (ZipReader zip = ZipReader.open(Path.of("model.keras"))) {
 *   byte[] config = zip.bytes("config.json");
 *   ByteSource weights = zip.source("model.weights.h5");
 * }
 * }</pre>
 */
public final class ZipReader implements AutoCloseable {

  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_SIZE = 30;

  private final ByteSource archive;
  private final Map<String, ZipMember> members;

  private ZipReader(ByteSource archive, Map<String, ZipMember> members) {
    this.archive = archive;
    this.members = members;
  }

  /**
   * Opens an archive.
   *
   * @param file the archive
   * @return its reader, to be closed
   * @throws ModelFormatException if it is no zip archive, or damaged
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static ZipReader open(Path file) {
    return open(ByteSource.open(file));
  }

  /**
   * Opens an archive. The reader closes the source, also when opening fails.
   *
   * @param archive the archive's bytes
   * @return its reader, to be closed
   * @throws ModelFormatException if it is no zip archive, or damaged
   */
  public static ZipReader open(ByteSource archive) {
    boolean opened = false;
    try {
      ZipReader reader = new ZipReader(archive, ZipDirectory.read(archive));
      opened = true;
      return reader;
    } finally {
      if (!opened) {
        archive.close();
      }
    }
  }

  /**
   * Lists the members.
   *
   * @return their names, in the archive's order
   */
  public Set<String> names() {
    return members.keySet();
  }

  /**
   * Tells whether there is a member of a name.
   *
   * @param name the member's path within the archive
   * @return whether it is there
   */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /**
   * Tells how large a member's content is.
   *
   * @param name the member's path within the archive
   * @return its number of bytes
   * @throws ModelFormatException if there is no such member
   */
  public long size(String name) {
    return member(name).size();
  }

  /**
   * Opens a member. The stream's last byte is given out only when size and checksum are right.
   *
   * @param name the member's path within the archive
   * @return its content, decompressed
   * @throws ModelFormatException if there is no such member; reading throws it, too
   */
  public InputStream stream(String name) {
    ZipMember member = member(name);
    InputStream raw = archive.stream(dataPosition(member), member.compressedSize());
    InputStream plain =
        member.method() == 0
            ? raw
            : new InflaterInputStream(raw, new Inflater(true), 1 << 16) {
              @Override
              public void close() throws IOException {
                inf.end();
                super.close();
              }
            };
    return new CheckedMember(plain, member, place(name));
  }

  /**
   * Reads a member.
   *
   * @param name the member's path within the archive
   * @return its content, decompressed and verified
   * @throws ModelFormatException if there is no such member, or if it is damaged or larger than 2
   *     GB
   */
  public byte[] bytes(String name) {
    long size = size(name);
    if (size > Integer.MAX_VALUE - 8) {
      throw Fault.of("ZipReader")
          .expected("a member that is read as a whole must be smaller than 2 GB")
          .received("%s bytes in %s", size, place(name))
          .remedy("Save it uncompressed.")
          .as(ModelFormatException::new);
    }
    MemoryBudget.require(size, place(name));
    byte[] bytes = new byte[(int) size];
    try (InputStream in = stream(name)) {
      in.readNBytes(bytes, 0, bytes.length);
    } catch (IOException e) {
      throw damaged(name, e);
    }
    return bytes;
  }

  /**
   * Opens a member for reading at positions: in place when it is stored uncompressed, else after
   * decompressing it into memory. Its checksum is verified first.
   *
   * @param name the member's path within the archive
   * @return its content, valid until this reader is closed
   * @throws ModelFormatException if there is no such member, or if it is damaged
   */
  public ByteSource source(String name) {
    return source(name, true);
  }

  /**
   * Opens a member for reading at positions: in place when it is stored uncompressed, else after
   * decompressing it into memory.
   *
   * @param name the member's path within the archive
   * @param verify whether to verify its checksum first, which reads all of it; what is compressed
   *     is verified anyway
   * @return its content, valid until this reader is closed
   * @throws ModelFormatException if there is no such member, or if it is damaged
   */
  public ByteSource source(String name, boolean verify) {
    ZipMember member = member(name);
    if (member.method() != 0) {
      return ByteSource.of(bytes(name), place(name));
    }
    if (verify) {
      verify(name, member);
    }
    return archive.slice(dataPosition(member), member.size(), place(name));
  }

  private void verify(String name, ZipMember member) {
    try (InputStream in = stream(name)) {
      in.skipNBytes(member.size());
    } catch (IOException e) {
      throw damaged(name, e);
    }
  }

  @Override
  public void close() {
    archive.close();
  }

  private ZipMember member(String name) {
    ZipMember member = members.get(name);
    if (member == null) {
      throw Fault.of("ZipReader")
          .expected("the archive must hold the member that is asked for")
          .received(
              "\"%s\" of %s, which holds %s",
              name, archive.name(), members.keySet().stream().limit(20).toList())
          .remedy("Check that it is a file of the expected kind.")
          .as(ModelFormatException::new);
    }
    return member;
  }

  private long dataPosition(ZipMember member) {
    ByteBuffer local =
        ByteBuffer.wrap(archive.bytes(member.header(), LOCAL_SIZE)).order(ByteOrder.LITTLE_ENDIAN);
    if (local.getInt(0) != LOCAL) {
      throw damaged(member.name(), new IOException("no local header at " + member.header()));
    }
    int name = local.getShort(26) & 0xffff;
    int extra = local.getShort(28) & 0xffff;
    return member.header() + LOCAL_SIZE + name + extra;
  }

  private String place(String name) {
    return name + " in " + archive.name();
  }

  private ModelFormatException damaged(String name, IOException cause) {
    return Fault.of("ZipReader")
        .expected("a member must be whole")
        .received("%s in %s", cause.getMessage(), place(name))
        .remedy("The archive is truncated or damaged: fetch or save it again.")
        .as(ModelFormatException::new, cause);
  }
}
