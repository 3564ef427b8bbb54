package io.hornbill.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Model;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/spark.md, as it stands there. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SparkDocumentTest {
  private static String program() throws Exception {
    Path page = Path.of("../../docs/spark.md");
    String text = Files.readString(Files.exists(page) ? page : Path.of("docs/spark.md"));
    int start = text.indexOf("```java\npackage") + "```java\n".length();
    return text.substring(start, text.indexOf("\n```", start));
  }

  /** Three kinds of flowers whose measures lie around different means. */
  private static Path flowers(Path folder) throws Exception {
    double[][] means = {{5, 3.4, 1.5, 0.2}, {5.9, 2.8, 4.3, 1.3}, {6.6, 3, 5.6, 2}};
    Random random = new Random(4);
    StringBuilder csv =
        new StringBuilder("sepal_length,sepal_width,petal_length,petal_width,species\n");
    for (int i = 0; i < 150; i++) {
      for (double mean : means[i / 50]) {
        csv.append(mean + 0.15 * random.nextGaussian()).append(',');
      }
      csv.append(i / 50).append('\n');
    }
    return Files.writeString(folder.resolve("flowers.csv"), csv);
  }

  @Test
  void theProgramOfThePageRunsFromTableToModel(@TempDir Path folder) throws Exception {
    String program = program();
    assertThat(program.lines().filter(line -> !line.isBlank()).count()).isLessThanOrEqualTo(45);
    Path source = Files.writeString(folder.resolve("FromTableToModel.java"), program);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
    assertThat(result).isZero();
    Path saved = folder.resolve("model");
    try (SparkSession session = Sessions.local();
        URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      assertThat(session.version()).isNotEmpty();
      var main =
          loader
              .loadClass("io.hornbill.spark.FromTableToModel")
              .getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(
          null,
          (Object) new String[] {flowers(folder).toUri().toString(), saved.toUri().toString()});
    }
    try (var files = Files.walk(saved)) {
      List<Path> networks = files.filter(file -> file.endsWith("data/model.keras")).toList();
      assertThat(networks).hasSize(1);
      assertThat(Model.load(networks.get(0)).outputs().get(0).shape().last()).isEqualTo(3);
    }
  }
}
