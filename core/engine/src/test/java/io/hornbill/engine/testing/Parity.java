package io.hornbill.engine.testing;

import io.hornbill.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Collects the greatest difference from Keras of each part and writes {@code
 * target/parity/KIND-ENGINE.csv}, from which docs/parity.md is assembled.
 */
public final class Parity {
  private final String kind;
  private final Map<String, double[]> worst = new TreeMap<>();

  /** Starts a table of a kind of parts: {@code "losses"}. */
  public Parity(String kind) {
    this.kind = kind;
  }

  /** Records an error of a part in double or single precision. */
  public void record(String part, DataType dataType, double error) {
    double[] errors = worst.computeIfAbsent(part, p -> new double[2]);
    int column = dataType == DataType.DOUBLE ? 0 : 1;
    errors[column] = Math.max(errors[column], error);
  }

  /** Writes the table. */
  public void write() {
    List<String> lines = new ArrayList<>();
    lines.add("part,max error,max error in float");
    worst.forEach((part, errors) -> lines.add(part + "," + errors[0] + "," + errors[1]));
    try {
      Path folder = Files.createDirectories(Path.of("target", "parity"));
      Files.write(folder.resolve(kind + "-" + Engine.name() + ".csv"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
