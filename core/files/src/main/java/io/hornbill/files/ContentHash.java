package io.hornbill.files;

import io.hornbill.base.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What tells a file's content from any other.
 *
 * @param algorithm {@code "MD5"} or {@code "SHA-256"}
 * @param hex its value in lower case
 */
record ContentHash(String algorithm, String hex) {
  private static final int SHORT = 8;
  private static final Map<Path, Seen> SEEN = new ConcurrentHashMap<>();

  /** A file that was found to have a hash, while it is not written to. */
  private record Seen(ContentHash hash, long size, FileTime time) {}

  static ContentHash md5(String owner, String hex) {
    return of(owner, "MD5", 32, hex);
  }

  static ContentHash sha256(String owner, String hex) {
    return of(owner, "SHA-256", 64, hex);
  }

  private static ContentHash of(String owner, String algorithm, int digits, String hex) {
    String lower = hex.toLowerCase(Locale.ROOT);
    if (!lower.matches("[0-9a-f]{" + digits + "}")) {
      throw Fault.of(owner)
          .expected("%s must be %s hexadecimal digits", algorithm, digits)
          .received("\"%s\"", hex)
          .remedy("Copy it from where the file is published.")
          .argument();
    }
    return new ContentHash(algorithm, lower);
  }

  /** Enough of it to tell files of one name apart. */
  String brief() {
    return hex.substring(0, SHORT);
  }

  /** Says whether a file is there and has this content; a file that did not change is read once. */
  boolean matches(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    Path key = file.toAbsolutePath().normalize();
    Seen now = new Seen(this, Files.size(file), Files.getLastModifiedTime(file));
    if (now.equals(SEEN.get(key))) {
      return true;
    }
    boolean same = hex.equals(of(file));
    if (same) {
      SEEN.put(key, now);
    }
    return same;
  }

  /** Computes the hash of a file. */
  String of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw Fault.of("RemoteFile")
          .expected("the JDK must have %s", algorithm)
          .received("one without")
          .remedy("Use another JDK.")
          .state(e);
    }
  }

  @Override
  public String toString() {
    return algorithm + " " + hex;
  }
}
