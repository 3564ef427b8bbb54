package io.hornbill.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;

/** Spark without an installation: in this process, or with executors as processes of their own. */
final class Sessions {
  private Sessions() {}

  /** Four threads of this process. */
  static SparkSession local() {
    return local(Map.of());
  }

  /** Four threads of this process, with further settings. */
  static SparkSession local(Map<String, String> settings) {
    SparkSession.Builder builder = common(SparkSession.builder().master("local[4]"));
    settings.forEach(builder::config);
    return builder.getOrCreate();
  }

  /**
   * Executors as processes, each with one core.
   *
   * @param executors how many
   */
  static SparkSession.Builder cluster(int executors) throws IOException {
    Path jars = Path.of(System.getenv("SPARK_HOME"), "jars");
    Files.createDirectories(jars);
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(entry).toAbsolutePath();
      if (entry.endsWith(".jar")) {
        link(jars.resolve(jar.getFileName()), jar);
      }
    }
    return common(SparkSession.builder().master("local-cluster[" + executors + ",1,700]"))
        .config("spark.executor.memory", "600m")
        .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .config(
            "spark.executor.extraJavaOptions",
            JavaModuleOptions.defaultModuleOptions() + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1")
        .config("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "1s")
        .config("spark.scheduler.minRegisteredResourcesRatio", "1.0");
  }

  private static void link(Path link, Path jar) throws IOException {
    try {
      Files.createSymbolicLink(link, jar);
    } catch (FileAlreadyExistsException e) {
      // It is there from another test.
    }
  }

  private static SparkSession.Builder common(SparkSession.Builder builder) {
    return builder
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.barrier.sync.timeout", "30s")
        .config("spark.sql.warehouse.dir", "target/warehouse");
  }
}
