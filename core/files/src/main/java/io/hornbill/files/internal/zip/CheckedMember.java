package io.hornbill.files.internal.zip;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** A member's content, of exactly the announced size and with the announced checksum. */
final class CheckedMember extends FilterInputStream {

  private final CRC32 checksum = new CRC32();
  private final ZipMember member;
  private final String place;
  private long remaining;

  CheckedMember(InputStream in, ZipMember member, String place) {
    super(in);
    this.member = member;
    this.place = place;
    this.remaining = member.size();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (remaining == 0) {
      return -1;
    }
    int count = readSome(target, offset, (int) Math.min(length, remaining));
    checksum.update(target, offset, count);
    remaining -= count;
    if (remaining == 0 && checksum.getValue() != member.checksum()) {
      throw damaged("a wrong checksum", null);
    }
    return count;
  }

  @Override
  public long skip(long count) {
    byte[] scrap = new byte[(int) Math.min(1 << 16, count)];
    return count <= 0 ? 0 : Math.max(0, read(scrap, 0, scrap.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private int readSome(byte[] target, int offset, int length) {
    try {
      int count = in.read(target, offset, length);
      if (count > 0) {
        return count;
      }
    } catch (IOException e) {
      throw damaged(String.valueOf(e.getMessage()), e);
    }
    throw damaged("its end after " + (member.size() - remaining) + " bytes", null);
  }

  private ModelFormatException damaged(
      String received, @org.jspecify.annotations.Nullable IOException cause) {
    Fault fault =
        Fault.of("ZipReader")
            .expected(
                "a member must have the size and the checksum that the archive's directory"
                    + " tells")
            .received("%s instead of %s bytes in %s", received, member.size(), place)
            .remedy("The archive is truncated or damaged: fetch or save it again.");
    return cause == null
        ? fault.as(ModelFormatException::new)
        : fault.as(ModelFormatException::new, cause);
  }
}
