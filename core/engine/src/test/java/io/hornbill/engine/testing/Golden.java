package io.hornbill.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbill.base.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The fixtures that real Keras made; see src/test/python/README.md. */
public final class Golden {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode root;

  private Golden(JsonNode root) {
    this.root = root;
  }

  /** Reads a file of src/test/resources/golden, without its ".json". */
  public static Golden read(String name) {
    return read(folder().resolve(name + ".json"));
  }

  private static Golden read(Path file) {
    try {
      return new Golden(JSON.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    Path above = Path.of("").toAbsolutePath();
    Path folder = Path.of("src/test/resources/golden");
    while (above != null && !Files.exists(above.resolve(folder))) {
      above = above.getParent();
    }
    if (above == null) {
      throw new IllegalStateException("Golden: no " + folder + " above the working directory.");
    }
    return above.resolve(folder);
  }

  /** The cases of all layers: of all files whose names begin with "layers_". */
  public static Stream<Case> layerCases() {
    try (Stream<Path> files = Files.list(folder())) {
      List<Path> sorted =
          files.filter(f -> f.getFileName().toString().startsWith("layers_")).sorted().toList();
      return sorted.stream().flatMap(file -> read(file).cases());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands beside the cases. */
  public JsonNode root() {
    return root;
  }

  /** All cases. */
  public Stream<Case> cases() {
    return StreamSupport.stream(root.get("cases").spliterator(), false).map(Case::new);
  }

  /** An array of a type, in C order. */
  public static INDArray array(JsonNode node, DataType dataType) {
    long[] shape = new long[node.get("shape").size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = node.get("shape").get(i).asLong();
    }
    JsonNode data = node.get("data");
    if (shape.length == 0) {
      return Nd4j.scalar(dataType, number(data.get(0)));
    }
    INDArray array = Nd4j.create(dataType, shape, 'c');
    for (int i = 0; i < data.size(); i++) {
      array.data().put(i, number(data.get(i)));
    }
    return array;
  }

  /** Several arrays. */
  public static List<INDArray> arrays(JsonNode list, DataType dataType) {
    List<INDArray> arrays = new ArrayList<>();
    list.forEach(node -> arrays.add(array(node, dataType)));
    return arrays;
  }

  /** A number, which may be written as "NaN", "Infinity" or "-Infinity". */
  public static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
  }

  /**
   * The greatest error relative to the expected element, or to a hundredth of the greatest one if
   * that is more; infinite if shapes differ or only one of two elements is NaN.
   */
  public static double error(INDArray actual, INDArray expected) {
    return error(actual, expected, 1e-12);
  }

  /**
   * The same, but relative to at least the given number, for values that are 0 up to rounding.
   *
   * @param least what errors are at least relative to
   */
  public static double error(INDArray actual, INDArray expected, double least) {
    if (!Arrays.equals(actual.shape(), expected.shape())) {
      return Double.POSITIVE_INFINITY;
    }
    double[] a = doubles(actual);
    double[] e = doubles(expected);
    double greatest = 0;
    for (double x : e) {
      greatest = Double.isFinite(x) ? Math.max(greatest, Math.abs(x)) : greatest;
    }
    double worst = 0;
    for (int i = 0; i < e.length; i++) {
      if (Double.compare(a[i], e[i]) != 0 && a[i] != e[i]) {
        double scale = Math.max(Math.abs(e[i]), Math.max(1e-2 * greatest, least));
        double error = Math.abs(a[i] - e[i]) / scale;
        worst = Math.max(worst, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
      }
    }
    return worst;
  }

  private static double[] doubles(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }

  /** One case of a file. */
  public record Case(JsonNode node) {
    /** Its unique label. */
    public String label() {
      return node.get("label").asText();
    }

    /** The Keras string. */
    public String name() {
      return node.get("name").asText();
    }

    /** The Keras class. */
    public String className() {
      return node.get("class_name").asText();
    }

    /** The complete configuration. */
    @SuppressWarnings("unchecked")
    public Config config() {
      return new Config((Map<String, Object>) JSON.convertValue(node.get("config"), Map.class));
    }

    /** Whether there is a field. */
    public boolean has(String field) {
      return node.hasNonNull(field);
    }

    /** An array of the case. */
    public INDArray array(String field, DataType dataType) {
      return Golden.array(node.get(field), dataType);
    }

    @Override
    public String toString() {
      return label();
    }
  }
}
