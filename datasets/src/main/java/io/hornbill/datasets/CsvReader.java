package io.hornbill.datasets;

import io.hornbill.base.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads records of comma-separated values: fields may be quoted, and then hold delimiters, line
 * ends and doubled quotes. Empty lines are skipped.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvReader implements AutoCloseable {
  private static final int BYTE_ORDER_MARK = 0xfeff;

  /** Stands for bytes that are not UTF-8; Unicode will never have such a character. */
  private static final String UNREADABLE = "\uffff";

  private final BufferedReader in;
  private final Path path;
  private final char delimiter;
  private long line;
  private int next;

  /** Opens a file in UTF-8. */
  CsvReader(Path path, char delimiter) throws IOException {
    this.path = path;
    this.delimiter = delimiter;
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .replaceWith(UNREADABLE);
    in = new BufferedReader(new InputStreamReader(Files.newInputStream(path), decoder));
    next = in.read();
    if (next == BYTE_ORDER_MARK) {
      next = in.read();
    }
    line = 1;
  }

  /** The number of the line that was read last. */
  long line() {
    return line - 1;
  }

  /** Names the place that was read last. */
  String place() {
    return place(String.valueOf(line()));
  }

  /** Names the place of lines. */
  String place(String numbers) {
    return "line " + numbers + " of " + path;
  }

  /**
   * Reads the next record.
   *
   * @return its fields; none at the end
   */
  List<String> read() throws IOException {
    List<String> fields = new ArrayList<>();
    while (next >= 0 && fields.isEmpty()) {
      if (isLineEnd()) {
        endLine();
      } else {
        record(fields);
      }
    }
    return fields;
  }

  private void record(List<String> fields) throws IOException {
    fields.add(field());
    while (next == delimiter) {
      next = in.read();
      fields.add(field());
    }
    if (next >= 0 && !isLineEnd()) {
      String received = "\"" + (char) next + "\" after it";
      while (next >= 0 && !isLineEnd()) {
        next = in.read(); // so that reading can go on
      }
      endLine();
      throw damaged("a quoted field must end with its quote", received);
    }
    endLine();
    if (fields.stream().anyMatch(field -> field.contains(UNREADABLE))) {
      throw Fault.of("CsvFile")
          .expected("each line must be in UTF-8")
          .received("other bytes in %s", place())
          .remedy("Save the file in UTF-8.")
          .argument();
    }
  }

  private String field() throws IOException {
    StringBuilder text = new StringBuilder();
    if (next != '"') {
      while (next >= 0 && next != delimiter && !isLineEnd()) {
        text.append((char) next);
        next = in.read();
      }
      return text.toString();
    }
    next = in.read();
    while (true) {
      if (next < 0) {
        line++;
        throw damaged("a quoted field must end with its quote", "the end of the file");
      }
      if (next == '"') {
        next = in.read();
        if (next != '"') {
          return text.toString();
        }
      }
      line += next == '\n' ? 1 : 0;
      text.append((char) next);
      next = in.read();
    }
  }

  private boolean isLineEnd() {
    return next == '\n' || next == '\r';
  }

  private void endLine() throws IOException {
    line++;
    if (next == '\r') {
      next = in.read();
    }
    if (next == '\n') {
      next = in.read();
    }
  }

  private IllegalArgumentException damaged(String expectation, String received) {
    return Fault.of("CsvFile")
        .expected(expectation)
        .received("%s in %s", received, place())
        .remedy("Double the quotes inside of quoted fields.")
        .argument();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
