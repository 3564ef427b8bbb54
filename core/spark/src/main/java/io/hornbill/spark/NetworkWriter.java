package io.hornbill.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/** Saves a stage: its parameters as Spark does, and {@code data/model.keras}. */
final class NetworkWriter extends MLWriter {
  static final String FILE = "data/model.keras";

  private final Params stage;
  private final byte[] network;

  NetworkWriter(Params stage, byte[] network) {
    this.stage = stage;
    this.network = network;
  }

  @Override
  @SuppressWarnings("deprecation") // the method that Spark 3.5 has, too
  public void saveImpl(String path) {
    DefaultParamsWriter.saveMetadata(stage, path, sc(), Option.empty(), Option.empty());
    Path file = new Path(path, FILE);
    try (OutputStream out =
        file.getFileSystem(sparkSession().sparkContext().hadoopConfiguration()).create(file)) {
      out.write(network);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
