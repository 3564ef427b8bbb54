package io.hornbill.files.internal.torch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Instructions of pickles, one after the other. */
final class PickleCode {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PickleCode add(String latin) {
    out.writeBytes(latin.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  PickleCode times(int count, String latin) {
    byte[] bytes = latin.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < count; i++) {
      out.writeBytes(bytes);
    }
    return this;
  }

  /** A text of a megabyte. */
  PickleCode large(char kind) {
    return add(kind + "\0\0\20\0").times(1 << 20, "1");
  }

  byte[] end() {
    return add(".").bytes();
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
