package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in the README compile against the one artifact, run, and learn. */
public class ReadmeTest {
  /** The programs of the README that run here. */
  public static final List<String> PROGRAMS =
      List.of(
          "FirstModel", "LargeData", "OwnLayer", "OwnTraining", "SaveAndLoad", "SeveralOutputs");

  private static final Pattern PROGRAM =
      Pattern.compile("```java\n(.*?class (\\w+).*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theProgramRunsAndLearns() throws Exception {
    assertThat(lastNumber("FirstModel")).as("accuracy").isGreaterThan(0.95);
  }

  @Test
  void theProgramWithLargeDataRunsAndLearns() throws Exception {
    assertThat(lastNumber("LargeData")).as("mean absolute error").isLessThan(0.1);
  }

  @Test
  void theProgramThatSavesAndLoadsFindsTheSameWeights() throws Exception {
    assertThat(lastNumber("SaveAndLoad")).as("difference").isZero();
  }

  @Test
  void theProgramWithALayerOfItsOwnLoadsWhatItTrained() throws Exception {
    assertThat(lastNumber("OwnLayer")).as("difference").isZero();
  }

  @Test
  void theProgramsOfSeveralOutputsAndOwnStepsRun() throws Exception {
    assertThat(lastNumber("SeveralOutputs")).as("a price").isFinite();
    assertThat(lastNumber("OwnTraining")).as("the student's last loss").isPositive();
  }

  /** What it weighs is stated in docs/dependencies.md, and the README says the same. */
  @Test
  void theSizesAreThoseOfTheDependencies() throws Exception {
    String table = Files.readString(Path.of("docs/dependencies.md"));
    String readme = Files.readString(Path.of("README.md"));
    String all = size(table, "natives of every platform \\| \\| \\| \\*\\*(\\d+)");
    String host = size(table, "javacpp.platform.host` \\| \\| \\| \\*\\*(\\d+)");
    assertThat(size(readme, "which weighs (\\d+) MB")).isEqualTo(all);
    assertThat(size(readme, "(\\d+) MB on Linux x86-64")).isEqualTo(host);
    assertThat(size(table, "Of the (\\d+) MB")).isEqualTo(all);
    double sum =
        Pattern.compile("(?m)^\\| .* \\| ([\\d. +]+)(?: native)? \\|$")
            .matcher(table.substring(0, table.indexOf("**all**")))
            .results()
            .flatMap(row -> Pattern.compile("[\\d.]+").matcher(row.group(1)).results())
            .mapToDouble(number -> Double.parseDouble(number.group()))
            .sum();
    assertThat(sum).as("the rows' sum").isCloseTo(Double.parseDouble(host), within(1.0));
  }

  private static String size(String text, String pattern) {
    java.util.regex.Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(pattern).isTrue();
    return found.group(1);
  }

  /** Compiles and runs a program, and reads the last line that it prints. */
  private double lastNumber(String name) throws Exception {
    compile(name, folder);
    String[] lines = run(name).strip().split("\n");
    return Double.parseDouble(lines[lines.length - 1]);
  }

  /** Compiles a program of the README into a folder. */
  static void compile(String name, Path folder) throws Exception {
    String program =
        PROGRAM
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .filter(result -> result.group(2).equals(name))
            .map(result -> result.group(1))
            .findFirst()
            .orElseThrow();
    Path source = Files.writeString(folder.resolve(name + ".java"), program);
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), source.toString());
    assertThat(errors).as("compiler errors").isZero();
  }

  private String run(String name) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
