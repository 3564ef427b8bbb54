package io.hornbill.benchmarks;

import io.hornbill.base.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** An engine of the comparison: its name in the output, its process, where its classes are. */
enum Contender {
  HORNBILL("hornbill", "io.hornbill.benchmarks.HornbillEngine", "target/quick"),
  DJL_PYTORCH("djl-pytorch", "io.hornbill.benchmarks.djl.DjlEngine", "djl/target"),
  DL4J("dl4j", "io.hornbill.benchmarks.dl4j.Dl4jEngine", "dl4j/target");

  private final String title;
  private final String mainClass;
  private final String folder;

  Contender(String title, String mainClass, String folder) {
    this.title = title;
    this.mainClass = mainClass;
    this.folder = folder;
  }

  static Contender of(String title) {
    return Arrays.stream(values())
        .filter(contender -> contender.title.equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                Fault.of("Contender")
                    .expected("unknown engine")
                    .received("\"%s\"", title)
                    .remedy(
                        "Known names: %s.", Arrays.stream(values()).map(Contender::title).toList())
                    .argument());
  }

  String title() {
    return title;
  }

  String mainClass() {
    return mainClass;
  }

  /**
   * Returns the class path that the build has written.
   *
   * @param benchmarks the repository's folder of this module
   * @return the process's class path
   * @throws IOException if it was not built
   */
  String classPath(Path benchmarks) throws IOException {
    Path target = benchmarks.resolve(folder);
    return target.resolve("classes") + ":" + Files.readString(target.resolve("classpath.txt"));
  }
}
