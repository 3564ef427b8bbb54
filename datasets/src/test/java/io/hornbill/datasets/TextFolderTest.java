package io.hornbill.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.data.Batch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TextFolderTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    for (String name : List.of("neg/b.txt", "neg/a.txt", "pos/c.txt", "pos/d.TXT", "pos/e.md")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "text " + file.getFileName().toString().charAt(0));
    }
  }

  private TextFolder texts(Consumer<TextOptions> options) {
    return TextFolder.of(folder, options.andThen(o -> o.seed(1)));
  }

  /** The last letter of each text. */
  private static INDArray letters(List<String> texts) {
    float[] values = new float[texts.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = texts.get(i).charAt(texts.get(i).length() - 1);
    }
    return Nd4j.createFromArray(values);
  }

  @Test
  void readsTextsByClassAndName() {
    TextFolder source = texts(o -> o.shuffle(false).batchSize(3));
    assertThat(source.classNames()).containsExactly("neg", "pos");
    assertThat(source.texts()).containsExactly("text a", "text b", "text c", "text d");
    assertThat(source.labels()).containsExactly(0, 0, 1, 1);
    List<Batch> batches = Passes.read(source.batches(TextFolderTest::letters));
    assertThat(batches).hasSize(2);
    assertThat(Passes.numbers(batches.get(0).x().get(0))).containsExactly(97f, 98f, 99f);
    assertThat(Passes.numbers(batches.get(0).y().get(0))).containsExactly(0f, 0f, 1f);
  }

  @Test
  void namesTheTextsThatAFunctionFailedOn() {
    TextFolder source = texts(o -> o.shuffle(false).batchSize(3));
    assertThatThrownBy(
            () ->
                Passes.read(
                    source.batches(
                        texts -> {
                          if (texts.size() == 1) {
                            throw new UnsupportedOperationException("one text");
                          }
                          return letters(texts);
                        })))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "TextFolder: the vectorizer must take every batch. Received: of batch 1 (the first is"
                + " 0), read from %s: java.lang.UnsupportedOperationException: one text. See its"
                    .formatted(folder.resolve("pos/d.TXT"))
                + " cause.")
        .hasCauseInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> Passes.read(source.batches(texts -> Nd4j.ones(2, 1))))
        .hasMessageContaining(
            "TextFolder: the vectorizer must give a row for each string. Received: [2, 1] for 3"
                + " strings. Return an array [strings, …].");
  }

  @Test
  void optionsMatter() {
    assertThat(texts(o -> o.suffixes(".md")).files()).hasSize(1);
    assertThat(texts(o -> o.maxLength(2)).texts()).containsOnly("te");
    assertThat(texts(o -> o.labels(3, 1, 0, 2).shuffle(false)).labels())
        .containsExactly(3, 1, 0, 2);
    assertThat(Passes.targets(texts(o -> o.workers(3)).batches(TextFolderTest::letters)))
        .isEqualTo(Passes.targets(texts(o -> o.workers(1)).batches(TextFolderTest::letters)));
    Path file = folder.resolve("neg/a.txt");
    assertThat(write(file, "ä".getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1))
        .isEqualTo("ä");
  }

  /** TensorFlow counts bytes, and would keep the first of the two of a cut "ä". */
  @Test
  void cutsTextsByBytes() throws IOException {
    Files.writeString(folder.resolve("neg/a.txt"), "xäß");
    for (int bytes = 1; bytes <= 6; bytes++) {
      int most = bytes;
      assertThat(texts(o -> o.maxLength(most).shuffle(false)).texts().findFirst())
          .hasValue(List.of("x", "x", "xä", "xä", "xäß", "xäß").get(bytes - 1));
    }
    Files.write(folder.resolve("neg/a.txt"), new byte[] {'x', (byte) 0xff, 'y'});
    assertThatThrownBy(() -> texts(o -> o.maxLength(2).shuffle(false)).texts().findFirst())
        .hasMessageContaining("TextFolder: a file must be in UTF-8. Received: other bytes in");
  }

  /** As in Keras a class may be a link to a folder, whether or not links within it are followed. */
  @Test
  void takesLinksAsClasses() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("neg"));
    Files.createSymbolicLink(folder.resolve("pos/inner"), folder.resolve("neg"));
    assertThat(texts(o -> o.shuffle(false)).texts())
        .containsExactly("text a", "text b", "text a", "text b", "text c", "text d");
    assertThat(texts(o -> o.shuffle(false).followLinks(true)).files()).hasSize(8);
  }

  private String write(Path file, byte[] content, java.nio.charset.Charset charset) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return texts(o -> o.charset(charset).shuffle(false)).texts().findFirst().orElseThrow();
  }

  @Test
  void reportsBrokenTextsAtTheEndIfAskedTo() throws IOException {
    Files.write(folder.resolve("neg/a.txt"), new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> Passes.read(texts(o -> {}).batches(TextFolderTest::letters)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a file must be in UTF-8. Received: other bytes in")
        .hasMessageContaining("a.txt")
        .hasMessageEndingWith("Set skipBroken(true) to leave it out.");
    TextFolder patient = texts(o -> o.skipBroken(true));
    assertThat(Passes.targets(patient.batches(TextFolderTest::letters))).hasSize(3);
    assertThat(patient.skipped()).hasSize(1);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> texts(o -> o.suffixes(".pdf")))
        .hasMessageStartingWith(
            "TextFolder: there must be texts in the classes' subfolders. Received: none of [.pdf]");
    assertThatThrownBy(() -> texts(o -> o.labels(1)))
        .hasMessageContaining(
            "there must be a label for each file. Received: 1 labels for 4 files");
  }
}
