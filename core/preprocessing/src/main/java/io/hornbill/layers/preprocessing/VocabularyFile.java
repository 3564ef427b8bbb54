package io.hornbill.layers.preprocessing;

import io.hornbill.base.Fault;
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
      if (token.isEmpty()) {
        throw Fault.of(owner)
            .expected("each line of a vocabulary file must have a token")
            .received("an empty line %s of \"%s\"", tokens.size() + 1, file)
            .remedy("Remove it.")
            .argument();
      }
      String plain = whole ? number(owner, token, tokens.size() + 1, file) : token;
      if (!seen.add(plain)) {
        throw Fault.of(owner)
            .expected("tokens of a vocabulary must differ")
            .received("\"%s\" again in line %s of \"%s\"", plain, tokens.size() + 1, file)
            .remedy("Leave one out.")
            .argument();
      }
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
      throw Fault.of(owner)
          .expected("tokens must be whole numbers")
          .received("\"%s\" in line %s of \"%s\"", token, line, file)
          .remedy("Mend the line, or use StringLookup.")
          .argument(e);
    }
  }

  private static String text(String owner, Path file) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (CharacterCodingException e) {
      throw Fault.of(owner)
          .expected("a vocabulary file must be in UTF-8")
          .received("other bytes in \"%s\"", file)
          .remedy("Write it anew in UTF-8.")
          .argument(e);
    } catch (IOException e) {
      throw Fault.of(owner)
          .expected("a vocabulary file must be readable")
          .received("%s for \"%s\"", e, file)
          .remedy("Check path and permissions.")
          .as(UncheckedIOException::new, e);
    }
  }
}
