package io.hornbill.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/** Loads a stage that {@link NetworkWriter} saved. */
final class NetworkReader<T extends Params> extends MLReader<T> {
  private final String className;
  private final BiFunction<String, byte[], T> maker;

  /**
   * Makes a reader.
   *
   * @param className the class that the metadata must name
   * @param maker makes a stage of its name and its network
   */
  NetworkReader(String className, BiFunction<String, byte[], T> maker) {
    this.className = className;
    this.maker = maker;
  }

  @Override
  @SuppressWarnings("deprecation") // the method that Spark 3.5 has, too
  public T load(String path) {
    var metadata = DefaultParamsReader.loadMetadata(path, sc(), className);
    Path file = new Path(path, NetworkWriter.FILE);
    try (InputStream in =
        file.getFileSystem(sparkSession().sparkContext().hadoopConfiguration()).open(file)) {
      T stage = maker.apply(metadata.uid(), in.readAllBytes());
      metadata.getAndSetParams(stage, Option.empty());
      return stage;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
