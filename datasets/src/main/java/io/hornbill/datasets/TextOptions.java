package io.hornbill.datasets;

import io.hornbill.base.Checks;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a folder of texts becomes batches. */
public final class TextOptions extends FolderOptions<TextOptions> {
  private Charset charset = StandardCharsets.UTF_8;
  private int maxLength = Integer.MAX_VALUE;
  private List<String> suffixes = List.of(".txt");

  TextOptions() {
    super("TextFolder", "texts");
  }

  @Override
  TextOptions self() {
    return this;
  }

  /**
   * Sets how files are encoded.
   *
   * @param charset UTF-8 by default; bytes that it does not know are an error
   * @return these options
   */
  public TextOptions charset(Charset charset) {
    this.charset = charset;
    return this;
  }

  /**
   * Cuts texts off, as TensorFlow does by bytes; a character that is cut in two goes.
   *
   * @param maxLength how many bytes are read, at least 1; by default all
   * @return these options
   */
  public TextOptions maxLength(int maxLength) {
    this.maxLength = Checks.positive("TextFolder", "maxLength", maxLength);
    return this;
  }

  /**
   * Sets the endings of the names of the files that count.
   *
   * @param suffixes {@code ".txt"} by default
   * @return these options
   */
  public TextOptions suffixes(String... suffixes) {
    this.suffixes = List.of(suffixes);
    return this;
  }

  Charset charset() {
    return charset;
  }

  int maxLength() {
    return maxLength;
  }

  List<String> suffixes() {
    return suffixes;
  }
}
