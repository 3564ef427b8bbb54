package io.hornbill.files.internal.zip;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parses an archive's central directory, of archives with and without the 64-bit extension.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE</a>
 */
final class ZipDirectory {

  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int ENTRY = 0x02014b50;
  private static final int END_SIZE = 22;
  private static final int ENTRY_SIZE = 46;
  private static final int LOCATOR_SIZE = 20;
  private static final int DEFLATE_LIMIT = 1032;
  private static final long UNKNOWN = 0xffffffffL;

  private final ByteSource source;

  private ZipDirectory(ByteSource source) {
    this.source = source;
  }

  static Map<String, ZipMember> read(ByteSource source) {
    return new ZipDirectory(source).members();
  }

  private Map<String, ZipMember> members() {
    long end = findEnd();
    ByteBuffer tail = buffer(end, END_SIZE);
    long size = tail.getInt(12) & UNKNOWN;
    long offset = tail.getInt(16) & UNKNOWN;
    if (end >= LOCATOR_SIZE && buffer(end - LOCATOR_SIZE, 4).getInt(0) == LOCATOR_64) {
      long wide = buffer(end - LOCATOR_SIZE, LOCATOR_SIZE).getLong(8);
      ByteBuffer wideEnd = buffer(wide, 56);
      if (wideEnd.getInt(0) != END_64) {
        throw damaged("the 64-bit end record must have its signature", "position " + wide);
      }
      size = wideEnd.getLong(40);
      offset = wideEnd.getLong(48);
    }
    return entries(ByteBuffer.wrap(source.bytes(offset, size)).order(ByteOrder.LITTLE_ENDIAN));
  }

  private long findEnd() {
    int length = (int) Math.min(source.size(), END_SIZE + 0xffff);
    if (length >= END_SIZE) {
      ByteBuffer tail = buffer(source.size() - length, length);
      for (int at = length - END_SIZE; at >= 0; at--) {
        if (tail.getInt(at) == END && (tail.getShort(at + 20) & 0xffff) == length - at - END_SIZE) {
          return source.size() - length + at;
        }
      }
    }
    throw damaged("a zip archive must end in a directory", source.size() + " bytes without one");
  }

  private Map<String, ZipMember> entries(ByteBuffer directory) {
    Map<String, ZipMember> members = new LinkedHashMap<>();
    while (directory.hasRemaining()) {
      ZipMember member = entry(directory);
      if (members.put(member.name(), member) != null) {
        throw damaged("a member's name must be there once", '"' + member.name() + '"');
      }
    }
    return members;
  }

  private ZipMember entry(ByteBuffer in) {
    int start = in.position();
    if (in.remaining() < ENTRY_SIZE || in.getInt(start) != ENTRY) {
      throw damaged("a directory entry must have its signature", "entry at " + start);
    }
    int nameLength = in.getShort(start + 28) & 0xffff;
    int extraLength = in.getShort(start + 30) & 0xffff;
    int commentLength = in.getShort(start + 32) & 0xffff;
    if (in.remaining() < ENTRY_SIZE + nameLength + extraLength + commentLength) {
      throw damaged("a directory entry must be whole", "entry at " + start);
    }
    byte[] text = new byte[nameLength];
    in.position(start + ENTRY_SIZE).get(text);
    String name = new String(text, StandardCharsets.UTF_8);
    int flags = in.getShort(start + 8);
    int method = in.getShort(start + 10) & 0xffff;
    ByteBuffer extra = in.slice(in.position(), extraLength).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer wide = wideFields(extra);
    long size = wide(in.getInt(start + 24), wide, name);
    long compressed = wide(in.getInt(start + 20), wide, name);
    long header = wide(in.getInt(start + 42), wide, name);
    in.position(start + ENTRY_SIZE + nameLength + extraLength + commentLength);
    ZipMember member =
        new ZipMember(name, method, in.getInt(start + 16) & UNKNOWN, compressed, size, header);
    check(member, flags);
    return member;
  }

  private void check(ZipMember member, int flags) {
    String name = '"' + member.name() + '"';
    if ((flags & 1) != 0) {
      throw damaged("a member must not be encrypted", name);
    }
    if (member.method() != 0 && member.method() != 8) {
      throw damaged("a member must be stored or deflated", name + " by method " + member.method());
    }
    boolean possible =
        member.compressedSize() >= 0
            && member.compressedSize() <= source.size()
            && member.size() >= 0
            && (member.method() == 0
                ? member.size() == member.compressedSize()
                : member.size() / DEFLATE_LIMIT <= member.compressedSize());
    if (!possible) {
      throw damaged(
          "a member's size must be possible",
          name
              + " of "
              + member.size()
              + " bytes from "
              + member.compressedSize()
              + " in an archive of "
              + source.size());
    }
  }

  /** Finds the extra field of the 64-bit extension. */
  private static ByteBuffer wideFields(ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      int id = extra.getShort() & 0xffff;
      int length = Math.min(extra.getShort() & 0xffff, extra.remaining());
      if (id == 1) {
        return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      }
      extra.position(extra.position() + length);
    }
    return ByteBuffer.allocate(0);
  }

  private long wide(int field, ByteBuffer wide, String name) {
    long value = field & UNKNOWN;
    if (value != UNKNOWN) {
      return value;
    }
    if (wide.remaining() < 8) {
      throw damaged("a large member must have 64-bit sizes", '"' + name + '"');
    }
    return wide.getLong();
  }

  private ByteBuffer buffer(long position, int length) {
    return ByteBuffer.wrap(source.bytes(position, length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ModelFormatException damaged(String expectation, String received) {
    return Fault.of("ZipReader")
        .expected(expectation)
        .received("%s in %s", received, source.name())
        .remedy("The archive is truncated or damaged: fetch or save it again.")
        .as(ModelFormatException::new);
  }
}
