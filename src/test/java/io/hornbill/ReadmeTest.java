package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in the README compile against the one artifact, run, and learn. */
class ReadmeTest {
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
