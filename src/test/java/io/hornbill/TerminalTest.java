package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.callbacks.EarlyStopping;
import io.hornbill.callbacks.ModelCheckpoint;
import io.hornbill.layers.Dense;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

/** What a training prints on a real terminal, which the program {@code script} makes. */
@Tag("processes")
class TerminalTest {
  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final Pattern BEGINS_A_LINE =
      Pattern.compile("Epoch \\d+/\\d+|Epoch \\d+: \\w+|Restoring model weights|Model: \"");

  @TempDir private Path folder;

  /** The program on the terminal. */
  static final class Training {
    public static void main(String[] args) {
      Hornbill.seed(1);
      var model =
          new Sequential(
              new Input(8),
              new Dense(16).activation("relu").name("a_layer_with_a_name_longer_than_the_terminal"),
              new Dense(1));
      model.compile("adam", "mse", "mae", "mean_absolute_percentage_error");
      model.summary();
      var x = Nd4j.rand(256, 8);
      var y = Nd4j.rand(256, 1);
      model.fit(
          x,
          y,
          f ->
              f.epochs(6)
                  .batchSize(4)
                  .validationSplit(0.25)
                  .callbacks(
                      new ModelCheckpoint(args[0]).saveFreq(20).verbose(1),
                      new EarlyStopping("val_loss")
                          .minDelta(10)
                          .patience(2)
                          .restoreBestWeights(true)
                          .verbose(1)));
    }
  }

  @ParameterizedTest
  @CsvSource({"80, C", "40, C", "80, C.UTF-8", "40, C.UTF-8"})
  void linesDoNotRunIntoEachOther(int columns, String language) throws Exception {
    assumeTrue(Files.isExecutable(SCRIPT), "there is no script");
    List<String> lines = run(columns, language);
    assertThat(lines).anyMatch(line -> line.startsWith("Epoch 1: saving model to "));
    assertThat(lines).contains("Epoch 3: early stopping");
    assertThat(lines).anyMatch(line -> line.startsWith("Restoring model weights"));
    assertThat(lines).anyMatch(line -> line.startsWith("48/48 "));
    for (String line : lines) {
      assertThat(BEGINS_A_LINE.matcher(line).results().filter(found -> found.start() > 0))
          .as(line)
          .isEmpty();
    }
    boolean boxes = lines.stream().anyMatch(line -> line.contains("━"));
    assertThat(boxes).isEqualTo(language.equals("C.UTF-8"));
    assertThat(lines).noneMatch(line -> line.contains("?") && !line.contains("/?"));
    List<String> table = lines.stream().filter(line -> line.matches("^[┏┃┡│├└|+].*")).toList();
    assertThat(table).hasSizeGreaterThan(4).allMatch(line -> line.length() <= columns);
  }

  /** What stands on the terminal: a line that is drawn over again counts as it was left. */
  private List<String> run(int columns, String language) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String command =
        "stty cols %d; exec '%s' -Xmx512m -Dhornbill.engine=%s -cp '%s' '%s' '%s'"
            .formatted(
                columns,
                java,
                System.getProperty("hornbill.engine", "onednn"),
                System.getProperty("java.class.path"),
                Training.class.getName(),
                folder.resolve("model.keras"));
    Path program = Files.writeString(folder.resolve("program.sh"), command);
    Path output = folder.resolve("output.txt");
    ProcessBuilder script =
        new ProcessBuilder(SCRIPT.toString(), "-qec", "sh '" + program + "'", "/dev/null");
    script.redirectErrorStream(true).redirectOutput(output.toFile());
    script.redirectInput(Path.of("/dev/null").toFile());
    script.environment().remove("COLUMNS");
    script.environment().put("LC_ALL", language);
    Process process = script.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    List<String> lines = new ArrayList<>();
    String printed = Files.readString(output, StandardCharsets.UTF_8).replace("\r\n", "\n");
    for (String line : printed.split("\n", -1)) {
      lines.add(line.substring(line.lastIndexOf('\r') + 1).stripTrailing());
    }
    assertThat(process.exitValue()).as(printed).isZero();
    return lines;
  }
}
