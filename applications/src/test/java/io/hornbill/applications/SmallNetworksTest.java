package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One small network of each family gives what it gives in Keras 3.15.1, or with Keras 1.2.2's own
 * sources; weights and inputs follow from a formula. See {@code make_small_networks.py}.
 */
class SmallNetworksTest {

  static Stream<Arguments> networks() {
    return Stream.of(
        top("VGG16", Map.of(), 32, 32),
        features("ResNet50", Map.of(), "avg", 32, 40),
        features("ResNet50V2", Map.of(), "max", 32, 40),
        top("InceptionV3", Map.of(), 75, 80),
        top("InceptionResNetV2", Map.of(), 75, 75),
        top("Xception", Map.of(), 71, 71),
        top("MobileNet", Map.of("alpha", 0.25, "depth_multiplier", 2), 32, 32),
        top("MobileNetV2", Map.of("alpha", 0.35), 33, 32),
        top("MobileNetV3Small", Map.of("alpha", 0.75), 32, 32),
        features("MobileNetV3Large", Map.of("minimalistic", true), "avg", 32, 32),
        features("DenseNet121", Map.of(), "avg", 32, 32),
        top("NASNetMobile", Map.of(), 32, 32),
        top("EfficientNetB0", Map.of(), 32, 32),
        top("EfficientNetV2B0", Map.of(), 32, 32),
        features("EfficientNetV2S", Map.of(), "avg", 32, 32),
        top("ConvNeXtTiny", Map.of(), 32, 32));
  }

  private static Arguments top(String name, Map<String, Object> settings, int rows, int columns) {
    Config config = new Config(settings).with("input_shape", List.of(rows, columns, 3));
    return Arguments.of(name, config.with("classes", 10).with("classifier_activation", null));
  }

  private static Arguments features(
      String name, Map<String, Object> settings, String pooling, int rows, int columns) {
    Config config = new Config(settings).with("input_shape", List.of(rows, columns, 3));
    return Arguments.of(name, config.with("include_top", false).with("pooling", pooling));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void giveWhatTheyGiveInKeras(String name, Config settings) {
    try (Model model = ApplicationCase.create(name, settings)) {
      fill(model.layers());
      Shape shape = model.inputs().get(0).shape().with(0, 1);
      double[] pixels = numbers(7, shape);
      boolean raw = Stream.of("Eff", "ConvNeXt", "MobileNetV3").anyMatch(name::startsWith);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = raw ? 127.5 + 127.5 * pixels[i] : pixels[i];
      }
      compare(name, model.predict(array(pixels, shape)));
    }
  }

  static Stream<Arguments> networksOfKeras1() {
    return Stream.of(Arguments.of("ResNet50", 197, 200), Arguments.of("InceptionV3", 139, 150));
  }

  @ParameterizedTest
  @MethodSource("networksOfKeras1")
  void giveWhatTheyGaveInKeras1(String name, int rows, int columns) {
    ClassifierOptions options = new ClassifierOptions();
    options.weights(null).includeTop(false).inputShape(rows, columns, 3);
    try (Model model =
        name.equals("ResNet50")
            ? ResNet50Keras1.build(options)
            : InceptionV3.build(options, true)) {
      fill(model.layers());
      Shape shape = Shape.of(1, rows, columns, 3);
      compare(name + "-keras1", model.predict(array(numbers(7, shape), shape)));
    }
  }

  private static void compare(String name, INDArray own) {
    float[] given = own.dup('c').data().asFloat();
    float[] expected = expected(name);
    double greatest = 0;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      greatest = Math.max(greatest, Math.abs(expected[i]));
      error = Math.max(error, Math.abs(expected[i] - given[i]));
    }
    assertThat(error / greatest).isLessThan(1e-5);
  }

  private static float[] expected(String name) {
    try (InputStream stored = SmallNetworksTest.class.getResourceAsStream("small.npz");
        Npz npz = Npz.open(ByteSource.of(stored.readAllBytes(), "small.npz"))) {
      return npz.get(name).toFloatArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  // The formula.

  private static void fill(List<Layer> layers) {
    for (Layer layer : layers) {
      if (layer instanceof Network network) {
        fill(network.layers());
        continue;
      }
      List<Variable> weights = layer.weights();
      for (int i = 0; i < weights.size(); i++) {
        Variable weight = weights.get(i);
        weight.assign(array(values(layer, i, weight), weight.shape()));
      }
    }
  }

  private static double[] values(Layer layer, int index, Variable weight) {
    CRC32 crc = new CRC32();
    crc.update(layer.name().getBytes(StandardCharsets.UTF_8));
    double[] values = numbers(crc.getValue() + index, weight.shape());
    String name = weight.name().toLowerCase(Locale.ROOT);
    boolean nearOne = name.endsWith("gamma") || name.endsWith("variance");
    int rank = weight.shape().rank();
    double ofVector = nearOne ? 0.5 : 0.2;
    double factor = rank > 1 ? Math.sqrt(3 / fanIn(layer, weight)) : rank * ofVector;
    for (int i = 0; i < values.length; i++) {
      values[i] = (nearOne && rank == 1 ? 1 : 0) + factor * values[i];
    }
    return values;
  }

  private static double fanIn(Layer layer, Variable kernel) {
    Shape shape = kernel.shape();
    boolean depthwise =
        layer.className().equals("DepthwiseConv2D") || kernel.name().endsWith("depthwise_kernel");
    return shape.slice(0, depthwise ? 2 : shape.rank() - 1).size();
  }

  private static INDArray array(double[] values, Shape shape) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Nd4j.createFromArray(floats).reshape('c', shape.dims());
  }

  /** Numbers between -1 and 1, by the finalizer of MurmurHash3 on seed + 1, seed + 2 … */
  private static double[] numbers(long seed, Shape shape) {
    double[] numbers = new double[(int) shape.size()];
    for (int i = 0; i < numbers.length; i++) {
      int x = (int) (seed + i + 1) * 0x9E3779B1;
      x ^= x >>> 16;
      x *= 0x85EBCA6B;
      x ^= x >>> 13;
      x *= 0xC2B2AE35;
      x ^= x >>> 16;
      numbers[i] = (x & 0xFFFFFFFFL) / 0x1p31 - 1;
    }
    return numbers;
  }
}
