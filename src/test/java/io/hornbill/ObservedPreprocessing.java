package io.hornbill;

import io.hornbill.base.Config;
import io.hornbill.data.Strings;
import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Layer;
import io.hornbill.layers.preprocessing.Discretization;
import io.hornbill.layers.preprocessing.LookupLayer;
import io.hornbill.layers.preprocessing.TextVectorization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What preprocessing layers do to strings, numbers and sounds: they learn what they lack first. */
final class ObservedPreprocessing {
  private static final List<String> TOKENS = List.of("b", "a", "c", "b", "zz", "b", "a", "q");
  private static final List<String> TEXTS =
      List.of("Hello, world", "the World of words", "hello hello", "words the of Hello");
  private static final INDArray STRINGS = Strings.encode(TOKENS, 4, 2);
  private static final INDArray IDS =
      Nd4j.createFromArray(new float[][] {{12, 36}, {7, 0}, {12, 5}, {36, 99}, {12, 8}});

  /** Of tokens in a vocabulary of three, the first being that of unknown ones. */
  private static final INDArray PLACES = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 0}});

  private static final Map<String, List<INDArray>> INPUTS =
      Map.of(
          "CategoryEncoding",
          List.of(Nd4j.createFromArray(new float[][] {{0, 2}, {1, 1}, {3, 0}})),
          "Discretization",
          List.of(Evaluate.uniform(1, -1, 1, 5, 4)),
          "HashedCrossing",
          List.of(Strings.encode(TOKENS, 8, 1), Strings.encode(TOKENS, 8, 1)),
          "Hashing",
          List.of(STRINGS),
          "IntegerLookup",
          List.of(IDS),
          "MelSpectrogram",
          List.of(Evaluate.uniform(2, -1, 1, 2, 1024)),
          "Pipeline",
          List.of(Evaluate.uniform(1, -1, 1, 5, 4)),
          "STFTSpectrogram",
          List.of(Evaluate.uniform(3, -1, 1, 2, 80, 80)),
          "StringLookup",
          List.of(STRINGS),
          "TextVectorization",
          List.of(Strings.encode(TEXTS, 4, 1)));

  private ObservedPreprocessing() {}

  static boolean knows(String name) {
    return INPUTS.containsKey(name);
  }

  /** Shape and numbers of the output; strings are numbers in arrays, too. */
  static List<Object> results(Layer layer) {
    String name = layer.className();
    List<INDArray> data = inverts(layer) ? List.of(PLACES) : INPUTS.get(name);
    learn(layer, data.get(0));
    List<Tensor> inputs = new ArrayList<>();
    for (INDArray one : data) {
      long[] shape = one.shape();
      boolean strings = shape.length > 2 && data != INPUTS.get("STFTSpectrogram");
      inputs.add(
          strings
              ? Input.strings("x" + inputs.size(), Arrays.copyOfRange(shape, 1, shape.length - 1))
              : Input.of(Arrays.copyOfRange(shape, 1, shape.length)));
    }
    try (Model model = new Model(inputs, List.of(layer.apply(inputs)))) {
      INDArray output = model.predict(data).get(0);
      List<Object> results = new ArrayList<>(List.of(Arrays.toString(output.shape())));
      results.addAll(Observed.numbers(output));
      return results;
    }
  }

  private static boolean inverts(Layer layer) {
    return layer instanceof LookupLayer<?> && layer.config().bool("invert", false);
  }

  private static void learn(Layer layer, INDArray data) {
    Config config = layer.config();
    if (layer instanceof Discretization bins && isMissing(config, "bin_boundaries")) {
      bins.adapt(data);
    } else if (layer instanceof LookupLayer<?> lookup && isMissing(config, "vocabulary")) {
      lookup.adapt(data);
    } else if (layer instanceof TextVectorization words && isMissing(config, "vocabulary")) {
      words.adapt(TEXTS);
    }
  }

  private static boolean isMissing(Config config, String key) {
    return config.get(key) == null || config.list(key).isEmpty();
  }
}
