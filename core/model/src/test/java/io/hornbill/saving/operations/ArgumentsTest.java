package io.hornbill.saving.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.callbacks.Logs;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.files.testing.Fixtures;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Dense;
import io.hornbill.operations.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Models of Keras 3.15.1 whose layers take masks, or whose inputs are whole numbers or named
 * ({@code make_arguments.py}), with what they predict; and models that are made here.
 */
class ArgumentsTest {
  @TempDir Path folder;

  private Path file(String name) throws IOException {
    return Files.write(folder.resolve(name), Fixtures.resource("saving/arguments/" + name));
  }

  private static double error(List<INDArray> actual, List<INDArray> expected) {
    double worst = 0;
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).shape()).isEqualTo(expected.get(i).shape());
      worst = Math.max(worst, expected.get(i).sub(actual.get(i)).amaxNumber().doubleValue());
    }
    return worst;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lstm",
        "bi",
        "gru",
        "masking",
        "nested",
        "td",
        "cat",
        "lstm_mask",
        "bi_mask",
        "softmax_mask",
        "att_mask",
        "add_att_mask",
        "mha_attention_mask",
        "lstm_states",
        "bi_states",
        "softmax_rows",
        "dicts",
        "unsorted",
        "seq32",
        "in_bool",
        "in_uint16",
        "in_int64"
      })
  void modelsPredictWhatKerasPredictsAndComeBackFromTheirOwnFiles(String name) throws IOException {
    Model model = Model.load(file(name + ".keras"));
    try (Npz npz = Npz.open(file(name + ".npz"))) {
      List<INDArray> x = Fixtures.arrays(npz, "x");
      assertThat(error(model.predict(x), Fixtures.arrays(npz, "y"))).isLessThan(1e-5);
      model.save(folder.resolve("again.keras"));
      Model again = Model.load(folder.resolve("again.keras"));
      assertThat(error(again.predict(x), Fixtures.arrays(npz, "y"))).isLessThan(1e-5);
      assertThat(again.toJson()).isEqualTo(model.toJson());
    }
  }

  @Test
  void modelsOfMapsKeepTheNamesOfTheirEnds() throws IOException {
    Model model = Model.load(file("dicts.keras"));

    assertThat(model.outputNames()).containsExactly("beta", "zeta");
    assertThat(model.toJson()).contains("\"output_layers\":{");
  }

  @Test
  void listsStandForMapsInTheOrderOfTheKeys() throws IOException {
    Model model = Model.load(file("unsorted.keras"));
    try (Npz npz = Npz.open(file("unsorted.npz"))) {
      List<INDArray> x = Fixtures.arrays(npz, "x");
      List<INDArray> t = Fixtures.arrays(npz, "t");
      double[] losses = npz.get("losses").toDoubleArray();

      assertThat(model.inputNames()).containsExactly("a", "z");
      for (Logs logs :
          List.of(
              model.evaluate(x, t, o -> o.verbose(0)),
              model.evaluate(
                  Map.of("z", x.get(1), "a", x.get(0)),
                  Map.of("zeta", t.get(1), "beta", t.get(0)),
                  o -> o.verbose(0)))) {
        assertThat(logs.get("loss")).isCloseTo(losses[0], within(1e-6));
        assertThat(logs.get("beta_loss")).isCloseTo(losses[1], within(1e-6));
        assertThat(logs.get("zeta_loss")).isCloseTo(losses[2], within(1e-6));
      }
      Map<String, INDArray> named = model.predictNamed(Map.of("z", x.get(1), "a", x.get(0)));
      assertThat(named.keySet()).containsExactly("beta", "zeta");
      assertThat(error(List.copyOf(named.values()), Fixtures.arrays(npz, "y"))).isLessThan(1e-6);
    }
  }

  @Test
  void modelsOfMapsWithinMapsKeepThemAndCallOthersByTheirKeys() throws IOException {
    Model model = Model.load(file("nested_maps.keras"));
    model.save(folder.resolve("again.keras"));
    try (Npz npz = Npz.open(file("nested_maps.npz"))) {
      INDArray q = npz.get("q").toFloats();
      INDArray p = npz.get("p").toFloats();
      List<INDArray> expected =
          List.of(npz.get("j").toFloats(), npz.get("k").toFloats(), npz.get("w").toFloats());
      for (Model one : List.of(model, Model.load(folder.resolve("again.keras")))) {
        assertThat(one.inputNames()).containsExactly("two/p", "two/q");
        assertThat(one.outputNames()).containsExactly("v/j", "v/k", "w");
        assertThat(error(one.predict(Map.of("two", Map.of("q", q, "p", p))), expected))
            .isLessThan(1e-5);
        assertThat(error(one.predict(Map.of("x", q, "y", p)), expected)).isLessThan(1e-5);
        assertThat(one.toJson()).isEqualTo(model.toJson());
      }
    }
  }

  @Test
  void modelsOfNestedMapsAreMadeOfNestedMaps() {
    Tensor left = Input.of("a", 2);
    Tensor right = Input.of("b", 2);
    Model model =
        new Model(
            Map.of("image", Map.of("left", left, "right", right)),
            Map.of("sum", List.of(left.plus(right), left.minus(right))));
    INDArray x = Nd4j.linspace(DataType.FLOAT, 0.0, 1.0, 4).reshape(2, 2);

    assertThat(model.outputNames()).containsExactly("sum/0", "sum/1");
    assertThat(model.predict(Map.of("image", Map.of("left", x, "right", x))).get(0))
        .isEqualTo(x.mul(2));
    assertThat(model.toJson()).contains("\"output_layers\":{\"sum\":[[");
    assertThatThrownBy(() -> new Model(Map.of("a", left), Map.of("b", "right")))
        .hasMessageContaining("must be tensors, or maps or lists of them");
  }

  @Test
  void oneSideOfAModelMayBeAMap() {
    Tensor left = Input.of("a", 2);
    Tensor right = Input.of("b", 2);
    INDArray x = Nd4j.linspace(DataType.FLOAT, 0.0, 1.0, 4).reshape(2, 2);

    Model joined = new Model(Map.of("left", left, "right", right), left.plus(right));
    assertThat(joined.predict(Map.of("left", x, "right", x)).get(0)).isEqualTo(x.mul(2));
    assertThat(joined.toJson()).contains("\"input_layers\":{", "\"output_layers\":[");
    assertThat(Model.fromJson(joined.toJson()).toJson()).isEqualTo(joined.toJson());

    Model parted = new Model(left, Map.of("twice", left.times(2)));
    assertThat(parted.outputNames()).containsExactly("twice");
    assertThat(parted.predict(x)).isEqualTo(x.mul(2));
    assertThat(parted.toJson()).contains("\"output_layers\":{\"twice\":[");
    assertThat(Model.fromJson(parted.toJson()).toJson()).isEqualTo(parted.toJson());
  }

  @Test
  void wholeInputsKeepTheirType() throws IOException {
    assertThat(Model.load(file("in_uint16.keras")).toJson()).contains("\"dtype\":\"uint16\"");
    assertThat(Model.load(file("in_bool.keras")).toJson()).contains("\"dtype\":\"bool\"");
  }

  @Test
  void opsBetweenLayersAreSavedAndLoaded() {
    Tensor a = Input.of("a", 4);
    Tensor b = Input.of("b", 4);
    Tensor h = new Dense(4).apply(a).plus(b).times(2).minus(0.5);
    Tensor joined = Ops.concatenate(List.of(h, Ops.slice(b, 1, 1, 3)), 1);
    Tensor flipped = Operation.of("Flip").with("axis", 1).apply(joined);
    Tensor chosen = Ops.where(Ops.greater(h, 0.3), h, b);
    Model model =
        new Model(List.of(a, b), List.of(Ops.mean(flipped, 1, true), new Dense(2).apply(chosen)));
    List<INDArray> x =
        List.of(
            Nd4j.linspace(DataType.FLOAT, -1, 0.1, 20).reshape(5, 4),
            Nd4j.linspace(DataType.FLOAT, 1, -0.1, 20).reshape(5, 4));
    model.save(folder.resolve("ops.keras").toString());

    Model loaded = Model.load(folder.resolve("ops.keras").toString());

    assertThat(error(loaded.predict(x), model.predict(x))).isZero();
    assertThat(loaded.toJson()).contains("keras.src.ops.numpy").contains("\"GetItem\"");
  }

  @Test
  void callsThatAreNeverTrainingStaySo() {
    Tensor x = Input.of(4);
    BatchNormalization frozen = new BatchNormalization();
    Model model = new Model(x, new Dense(1).apply(frozen.apply(x, c -> c.training(false))));
    model.compile("sgd", "mse");
    model.fit(Nd4j.ones(8, 4).mul(3), Nd4j.zeros(8, 1), f -> f.verbose(0));

    assertThat(frozen.nonTrainableWeights().get(0).value().amaxNumber().doubleValue()).isZero();
    assertThat(model.toJson()).contains("\"training\":false");
  }
}
