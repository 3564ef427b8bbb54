package io.hornbill.layers.preprocessing;

import io.hornbill.base.Checks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A text file with a token per line, as TensorFlow's tables read it. */
final class VocabularyFile {
  private VocabularyFile() {}

  /**
   * Reads all tokens.
   *
   * @param owner how messages name the layer
   * @param file the file
   * @param whole whether tokens are whole numbers, around which blanks do not count
   */
  static List<String> read(String owner, Path file, boolean whole) {
    List<String> tokens = new ArrayList<>();
    String text = text(owner, file);
    Set<String> seen = new HashSet<>();
    for (String line : text.isEmpty() ? List.<String>of() : lines(text)) {
      String token = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      Checks.argument(
          !token.isEmpty(),
          "%s: each line of a vocabulary file must have a token. Received: an empty line %s of \"%s\". Remove it.",
          owner,
          tokens.size() + 1,
          file);
      String plain = whole ? number(owner, token, tokens.size() + 1, file) : token;
      Checks.argument(
          seen.add(plain),
          "%s: tokens of a vocabulary must differ. Received: \"%s\" again in line %s of \"%s\". Leave one out.",
          owner,
          plain,
          tokens.size() + 1,
          file);
      tokens.add(plain);
    }
    return tokens;
  }

  private static List<String> lines(String text) {
    String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return List.of(whole.split("\n", -1));
  }

  private static String number(String owner, String token, int line, Path file) {
    try {
      return Long.toString(Long.parseLong(token.strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s: tokens must be whole numbers. Received: \"%s\" in line %s of \"%s\". Mend the line, or use StringLookup."
              .formatted(owner, token, line, file),
          e);
    }
  }

  private static String text(String owner, Path file) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "%s: a vocabulary file must be in UTF-8. Received: other bytes in \"%s\". Write it anew in UTF-8."
              .formatted(owner, file),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: a vocabulary file must be readable. Received: %s for \"%s\". Check path and permissions."
              .formatted(owner, e, file),
          e);
    }
  }
}
