package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.activations.ActivationFunction;
import io.hornbill.base.RandomStream;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Masked sequences that are computed whole have the answers, and train to the weights, of those
 * that are computed step by step. A cell whose activation has another name is computed step by
 * step.
 */
class PackedMasksTest {
  private static final int ROWS = 6;
  private static final int TIME = 9;
  private static final int FEATURES = 3;
  private static final int UNITS = 4;

  private record Case(String name, Supplier<Recurrence<?>> fast, Supplier<Recurrence<?>> slow) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        lstm("the last output", l -> l),
        lstm("a sequence", l -> l.returnSequences(true)),
        lstm("backwards", l -> l.returnSequences(true).goBackwards(true)),
        lstm("zeros", l -> l.returnSequences(true).zeroOutputForMask(true)),
        lstm("a last zero", l -> l.zeroOutputForMask(true)),
        lstm("unrolled", l -> l.returnSequences(true).unroll(true)),
        new Case(
            "gru",
            () -> new GRU(UNITS).returnSequences(true),
            () -> slow(new GRU(UNITS).returnSequences(true))),
        new Case("simple", () -> new SimpleRNN(UNITS), () -> slow(new SimpleRNN(UNITS))));
  }

  private static Case lstm(String name, UnaryOperator<LSTM> settings) {
    return new Case(
        name, () -> settings.apply(new LSTM(UNITS)), () -> slow(settings.apply(new LSTM(UNITS))));
  }

  private static Recurrence<?> slow(Recurrence<?> layer) {
    ActivationFunction tanh = Ops::tanh;
    if (layer instanceof LSTM lstm) {
      return lstm.activation(tanh);
    }
    return layer instanceof GRU gru ? gru.activation(tanh) : ((SimpleRNN) layer).activation(tanh);
  }

  /** Zeros behind, in front, in the middle, everywhere, nowhere, and all but one. */
  private static INDArray data() {
    INDArray x = Nd4j.create(DataType.FLOAT, ROWS, TIME, FEATURES);
    RandomStream random = RandomStream.of(3);
    int[][] empty = {
      {6, 7, 8}, {0, 1}, {3, 5}, {0, 1, 2, 3, 4, 5, 6, 7, 8}, {}, {0, 1, 2, 3, 5, 6, 7, 8}
    };
    for (int row = 0; row < ROWS; row++) {
      for (int t = 0; t < TIME; t++) {
        int step = t;
        boolean masked = Arrays.stream(empty[row]).anyMatch(e -> e == step);
        for (int f = 0; f < FEATURES; f++) {
          x.putScalar(row, t, f, masked ? 0 : 2 * random.nextDouble() - 1);
        }
      }
    }
    return x;
  }

  private static Model model(Recurrence<?> layer) {
    return new Sequential(new Input(TIME, FEATURES), new Masking(), layer, new Dense(2));
  }

  private static void same(INDArray actual, INDArray expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double[] got = actual.dup('c').data().asDouble();
    double[] wanted = expected.dup('c').data().asDouble();
    for (int i = 0; i < wanted.length; i++) {
      assertThat(got[i]).isCloseTo(wanted[i], within(2e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersAndTrainedWeightsAreThoseOfSteps(Case it) {
    try (Model fast = model(it.fast.get());
        Model slow = model(it.slow.get())) {
      slow.setWeights(fast.getWeights());
      INDArray x = data();
      same(fast.predict(x), slow.predict(x));
      INDArray y = fast.predict(x).add(1);
      fast.compile("sgd", "mse");
      slow.compile("sgd", "mse");
      for (int i = 0; i < 3; i++) {
        fast.trainOnBatch(x, y);
        slow.trainOnBatch(x, y);
      }
      List<INDArray> expected = slow.getWeights();
      for (int i = 0; i < expected.size(); i++) {
        same(fast.getWeights().get(i), expected.get(i));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void firstStatesThatAreGivenAreThoseOfMaskedBeginnings(Case it) {
    INDArray x = data();
    INDArray state = Nd4j.ones(DataType.FLOAT, ROWS, UNITS).muli(0.5);
    try (Model fast = withStates(it.fast.get());
        Model slow = withStates(it.slow.get())) {
      slow.setWeights(fast.getWeights());
      List<INDArray> inputs =
          fast.inputs().size() == 3 ? List.of(x, state, state.mul(2)) : List.of(x, state);
      same(fast.predict(inputs).get(0), slow.predict(inputs).get(0));
    }
  }

  private static Model withStates(Recurrence<?> layer) {
    Tensor x = Input.of(TIME, FEATURES);
    List<Tensor> inputs = new ArrayList<>(List.of(x));
    for (int i = 0; i < (layer instanceof LSTM ? 2 : 1); i++) {
      inputs.add(Input.of(UNITS));
    }
    List<Tensor> given = new ArrayList<>(inputs);
    given.set(0, new Masking().apply(x));
    return new Model(inputs, layer.applyAll(given));
  }
}
