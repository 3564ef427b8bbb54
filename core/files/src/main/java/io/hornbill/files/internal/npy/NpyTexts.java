package io.hornbill.files.internal.npy;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays of texts of a fixed length, padded with zeros. */
final class NpyTexts {

  /** What a short text takes of the heap besides its characters, in bytes. */
  static final int BYTES = 64;

  private NpyTexts() {}

  static List<@Nullable Object> decode(byte[] data, NumpyType type, String place) {
    List<@Nullable Object> texts = new ArrayList<>();
    int size = type.itemSize();
    if (size == 0) {
      return texts;
    }
    ByteBuffer in = ByteBuffer.wrap(data).order(type.order());
    for (int at = 0; at + size <= data.length; at += size) {
      texts.add(type.kind() == 'U' ? unicode(in, at, size, place) : ascii(data, at, size));
    }
    return texts;
  }

  private static String ascii(byte[] data, int start, int size) {
    int end = start + size;
    while (end > start && data[end - 1] == 0) {
      end--;
    }
    return new String(data, start, end - start, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static String unicode(ByteBuffer in, int start, int size, String place) {
    StringBuilder text = new StringBuilder();
    for (int at = start; at < start + size; at += 4) {
      int point = in.getInt(at);
      if (!Character.isValidCodePoint(point)) {
        throw Fault.of("Npy")
            .expected("a character's code must exist")
            .received("%s at byte %s of %s", point, at, place)
            .remedy("The file is damaged: fetch or save it again.")
            .as(ModelFormatException::new);
      }
      text.appendCodePoint(point);
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == 0) {
      end--;
    }
    return text.substring(0, end);
  }
}
