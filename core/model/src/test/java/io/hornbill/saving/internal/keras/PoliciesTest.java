package io.hornbill.saving.internal.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.files.testing.Fixtures;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Bidirectional;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.layers.InputLayer;
import io.hornbill.layers.LSTM;
import io.hornbill.layers.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Policies of numbers in files that Keras 3.15.1 wrote ({@code make_policies.py}), with what its
 * models predict in their policy.
 */
class PoliciesTest {
  @TempDir Path folder;

  private Path file(String name) {
    try {
      return Files.write(folder.resolve(name), Fixtures.resource("saving/policies/" + name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> policies(Model model) {
    return model.layers().stream()
        .filter(layer -> !(layer instanceof InputLayer))
        .map(Layer::dtypePolicy)
        .toList();
  }

  /**
   * Rounded where Keras rounds; in 32 bits throughout the worst probability would be 0.001 away.
   * The weights of {@code .keras} and {@code .h5} are of two bytes, too.
   */
  @ParameterizedTest
  @ValueSource(strings = {"mixed_bfloat16", "bfloat16", "mixed_float16", "float16"})
  void modelsKeepTheirPolicyAndPredictAsKeras(String policy) {
    for (String ending : List.of(".keras", ".h5")) {
      Model model = Model.load(file(policy + ending));
      assertThat(policies(model)).containsExactly(policy, policy, policy, "float32");
      assertThat(model.isCompiled()).isTrue();
      assertClose(model, policy);
      for (String own : List.of("own.keras", "own.h5")) {
        model.save(folder.resolve(own));
        Model again = Model.load(folder.resolve(own));
        assertThat(policies(again)).as(own).isEqualTo(policies(model));
        assertClose(again, policy);
      }
    }
  }

  /**
   * What does nothing in inference rounds its input, ids of a thousand words are not rounded,
   * operations have the type of what they get, and {@code gelu} its tail.
   */
  @ParameterizedTest
  @ValueSource(strings = {"mixed_bfloat16", "mixed_float16"})
  void firstLayersAndOperationsRoundAsKeras(String policy) {
    assertPredictions("parts_" + policy, 2);
  }

  /**
   * Each operation of a step is rounded, whatever cells, masks and directions; layers within others
   * keep their policies but for what {@code TimeDistributed} holds, as it calls no more than {@code
   * call}.
   */
  @ParameterizedTest
  @ValueSource(strings = {"mixed_bfloat16", "mixed_float16"})
  void recurrentAndInnerLayersRoundAsKeras(String policy) {
    assertPredictions("recurrent_" + policy, 1);
  }

  /** These compute in four bytes, and give numbers of the type that they get. */
  @ParameterizedTest
  @ValueSource(strings = {"mixed_bfloat16", "mixed_float16"})
  void normalizationsOfStepsRoundAsKeras(String policy) {
    assertPredictions("norms_" + policy, 1);
    assertPredictions("mixed_norms_" + policy, 1);
  }

  private void assertPredictions(String name, int inputs) {
    Model model = Model.load(file(name + ".keras"));
    try (Npz npz = Npz.open(file(name + ".npz"))) {
      List<INDArray> x = new ArrayList<>();
      for (int i = 0; i < inputs; i++) {
        x.add(npz.get("x" + i).toFloats());
      }
      List<INDArray> outputs = model.predict(x);
      for (int i = 0; i < outputs.size(); i++) {
        INDArray expected = npz.get("y" + i).toFloats();
        assertThat(expected.sub(outputs.get(i)).amaxNumber().doubleValue())
            .as("output %s", i)
            .isLessThan(1e-6);
      }
    }
  }

  /** A layer of one's own computes in the policy's numbers, as it does in Keras. */
  @Test
  void ownLayersRoundTheirWeightsAndSteps() {
    Tensor x = Input.of(1);
    Model model = new Model(x, new Tenth().dtypePolicy("mixed_bfloat16").apply(x));
    // In bfloat16 1.7 is 1.703125, 0.1 is 0.10009765625, the product 0.170898 and 1.170898
    // 1.171875.
    assertThat(model.predict(Nd4j.createFromArray(new float[][] {{1.7f}})).getDouble(0))
        .isEqualTo(1.171875);
  }

  private static final class Tenth extends Layer {
    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return x.times(0.1).plus(1);
    }
  }

  /** Keras keeps 8 or 11 bits; the scale of losses is not needed with 24. */
  @Test
  void theOptimizerWithinTheScaleOfLossesGoesOn() {
    Model model = Model.load(file("mixed_float16.keras"));
    assertThat(model.optimizerVariables().get(0).value().getInt(0)).isEqualTo(6);
  }

  private void assertClose(Model model, String policy) {
    try (Npz npz = Npz.open(file(policy + ".npz"))) {
      INDArray expected = npz.get("y0").toFloats();
      INDArray actual = model.predict(npz.get("x0").toFloats());
      assertThat(expected.sub(actual).amaxNumber().doubleValue()).isLessThan(1e-6);
    }
  }

  /** Each of Keras' forms: a name, a map, and a map for inner layers with one for all others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"mixed_bfloat16\"",
        "{\"class_name\":\"DTypePolicy\",\"config\":{\"name\":\"mixed_bfloat16\"}}",
        "{\"class_name\":\"DTypePolicyMap\",\"config\":{\"policy_map\":{},\"default_policy\":{\"class_name\":\"DTypePolicy\",\"config\":{\"name\":\"mixed_bfloat16\"}}}}"
      })
  void policiesAreNamesOrMaps(String written) {
    String json = new Sequential(new Input(3), new Dense(2)).toJson();
    int dense = json.indexOf("\"class_name\":\"Dense\"");
    String read =
        json.substring(0, dense)
            + json.substring(dense).replaceFirst("\"float32\"", Matcher.quoteReplacement(written));
    assertThat(Model.fromJson(read).layers().get(0).dtypePolicy()).isEqualTo("mixed_bfloat16");
  }

  @Test
  void layersWithinLayersAndModelsKeepTheirs() {
    Sequential model =
        new Sequential(
            new Input(5, 3),
            new Bidirectional(new LSTM(2).dtypePolicy("mixed_float16")),
            new Dense(2).dtypePolicy("bfloat16"),
            new Dense(2));
    model.dtypePolicy("mixed_bfloat16");
    Path saved = folder.resolve("made.keras");
    model.save(saved);
    Model again = Model.load(saved);

    assertThat(again.dtypePolicy()).isEqualTo("mixed_bfloat16");
    assertThat(policies(again)).containsExactly("float32", "bfloat16", "float32");
    assertThat(again.toJson()).contains("\"mixed_float16\"").isEqualTo(model.toJson());
  }

  @Test
  void thePolicyIsTakenBackByAnother() {
    assertThat(new Dense(1).dtypePolicy("float16").dtypePolicy("float32").dtypePolicy())
        .isEqualTo("float32");
    assertThat(new Dense(1).dtypePolicy("float16").dataType(DataType.DOUBLE).dtypePolicy())
        .isEqualTo("float64");
  }

  @Test
  void inputsOfTwoBytesStaySo() {
    InputLayer input = new InputLayer(3).elementType("float16");
    Model model = new Model(input.tensor(), new Dense(2).apply(input.tensor()));
    String json = model.toJson();
    assertThat(json).contains("\"dtype\":\"float16\"");
    assertThat(Model.fromJson(json).toJson()).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixed_bfloat16", "mixed_float16"})
  void modelsOfThePolicyAreTrained(String policy) {
    Model model = Model.load(file(policy + ".keras"));
    INDArray x = Nd4j.rand(DataType.FLOAT, 16, 8, 8, 1);
    INDArray y = Nd4j.zeros(DataType.FLOAT, 16, 1);
    List<Double> losses = model.fit(x, y, f -> f.epochs(5).verbose(0)).history().get("loss");
    assertThat(losses.get(4)).isLessThan(losses.get(0));
    assertThat(model.evaluate(x, y)).isInstanceOf(Map.class);
  }
}
