package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Add;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.LSTM;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Predictions into memory of the caller are those of {@code predict}, without garbage. */
class PredictIntoTest {
  private static Sequential network() {
    return new Sequential(new Input(3), new Dense(4).activation("tanh"), new Dense(2));
  }

  private static INDArray random(long... shape) {
    return Nd4j.rand(DataType.FLOAT, shape);
  }

  private static float[] numbers(INDArray array) {
    return array.castTo(DataType.FLOAT).dup('c').data().asFloat();
  }

  private static void check(Model model, INDArray x) {
    INDArray expected = model.predict(x).dup('c');
    INDArray out = Nd4j.valueArrayOf(expected.shape(), 7f, DataType.FLOAT);
    float[] results = new float[(int) expected.length()];
    for (int i = 0; i < 3; i++) { // the first call learns the shape
      out.assign(7);
      model.predictInto(x, out);
      assertThat(out.equalsWithEps(expected, 1e-6)).as("%s for %s", out, expected).isTrue();
      java.util.Arrays.fill(results, 7);
      model.predictInto(numbers(x), results);
      assertThat(results).containsExactly(numbers(expected), within(1e-6f));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 7, 16, 33, 100})
  void isWhatPredictGives(int rows) {
    try (Sequential model = network()) {
      check(model, random(rows, 3));
    }
  }

  @Test
  void takesImages() {
    try (Sequential model =
        new Sequential(
            new Input(8, 8, 3),
            new Conv2D(4, 3, 3),
            new BatchNormalization(),
            new GlobalAveragePooling2D())) {
      check(model, random(1, 8, 8, 3));
      check(model, random(4, 8, 8, 3));
    }
  }

  @Test
  void takesSequencesOfAnyLength() {
    try (Sequential model =
        new Sequential(new Input(-1), new Embedding(9, 4).maskZero(true), new LSTM(3))) {
      for (int length = 3; length < 12; length++) {
        INDArray x = Nd4j.createFromArray(new float[2][length]).addi(1);
        INDArray expected = model.predict(x);
        INDArray out = Nd4j.create(DataType.FLOAT, 2, 3);
        model.predictInto(x, out);
        model.predictInto(x, out);
        assertThat(out.equalsWithEps(expected, 1e-6)).isTrue();
      }
      assertThatThrownBy(() -> model.predictInto(new float[4], new float[3]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "predictInto: the model must have one input of known lengths. Received:"
                  + " [[?, ?]]. Pass arrays.");
    }
  }

  @Test
  void takesArraysOfAnyTypeAndOrder() {
    try (Sequential model = network()) {
      INDArray x = random(4, 3);
      INDArray expected = model.predict(x);
      INDArray wide = Nd4j.create(DataType.FLOAT, 4, 5);
      INDArray part = wide.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3));
      List<INDArray> outs =
          List.of(
              Nd4j.create(DataType.DOUBLE, 4, 2),
              Nd4j.create(DataType.FLOAT, new long[] {4, 2}, 'f'),
              part);
      for (INDArray given : List.of(x, x.castTo(DataType.DOUBLE), x.dup('f'))) {
        for (INDArray out : outs) {
          for (int i = 0; i < 2; i++) {
            out.assign(7);
            model.predictInto(given, out);
            assertThat(out.castTo(DataType.FLOAT).equalsWithEps(expected, 1e-6)).isTrue();
          }
        }
      }
      assertThat(wide.getFloat(0, 0)).isZero();
      assertThat(wide.getFloat(0, 3)).isZero();
    }
  }

  @Test
  void followsTheWeights() {
    try (Sequential model = network()) {
      INDArray x = random(2, 3);
      INDArray out = Nd4j.create(DataType.FLOAT, 2, 2);
      model.predictInto(x, out);
      INDArray before = out.dup();
      model.compile(c -> c.optimizer("sgd").loss("mse"));
      model.fit(x, Nd4j.ones(DataType.FLOAT, 2, 2), o -> o.epochs(2).verbose(0));
      model.predictInto(x, out);
      assertThat(out.equalsWithEps(before, 1e-6)).isFalse();
      assertThat(out.equalsWithEps(model.predict(x), 1e-6)).isTrue();
    }
  }

  @Test
  void movesStatesAsPredictDoes() {
    INDArray x = random(1, 2, 3);
    try (Sequential model = stateful();
        Sequential other = stateful()) {
      other.setWeights(model.getWeights());
      INDArray out = Nd4j.create(DataType.FLOAT, 1, 2);
      for (int i = 0; i < 3; i++) {
        model.predictInto(x, out);
        assertThat(out.equalsWithEps(other.predict(x), 1e-6)).isTrue();
      }
    }
  }

  private static Sequential stateful() {
    return new Sequential(new Input(2, 3).batchSize(1), new LSTM(2).stateful(true));
  }

  @Test
  void answersManyThreads() {
    try (Sequential model = network()) {
      AtomicInteger wrong = new AtomicInteger();
      IntStream.range(0, 8)
          .parallel()
          .forEach(
              thread -> {
                float[] x = {thread, 1, -thread};
                float[] expected = model.predict(new float[][] {x})[0];
                float[] out = new float[2];
                for (int i = 0; i < 500; i++) {
                  model.predictInto(x, out);
                  if (Math.abs(out[0] - expected[0]) + Math.abs(out[1] - expected[1]) > 1e-5) {
                    wrong.incrementAndGet();
                  }
                }
              });
      assertThat(wrong).hasValue(0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void allocatesNothing(int rows) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    for (int units : new int[] {4, 512}) { // on this thread, and on all cores
      try (Sequential model =
          new Sequential(new Input(300), new Dense(units).activation("relu"), new Dense(2))) {
        INDArray x = random(rows, 300);
        INDArray out = Nd4j.create(DataType.FLOAT, rows, 2);
        float[] numbers = numbers(x);
        float[] results = new float[2 * rows];
        long before = 0;
        for (int i = 0; i < 300; i++) {
          if (i == 100) {
            before = threads.getThreadAllocatedBytes(id);
          }
          model.predictInto(x, out);
          model.predictInto(numbers, results);
        }
        assertThat(threads.getThreadAllocatedBytes(id) - before).isLessThan(200 * 8);
      }
    }
  }

  @Test
  void predictGivesArraysOfTheCaller() {
    try (Sequential model = network()) {
      INDArray x = random(2, 3);
      INDArray first = model.predict(x);
      INDArray second = model.predict(x);
      INDArray third = model.predict(x);
      first.assign(0);
      second.close();
      assertThat(third.equalsWithEps(model.predict(x), 1e-6)).isTrue();
    }
  }

  @Test
  void refusesWhatDoesNotFitBeforeItComputes() {
    try (Sequential model = network()) {
      INDArray x = random(2, 3);
      INDArray out = Nd4j.valueArrayOf(new long[] {2, 3}, 7f, DataType.FLOAT);
      float[] results = {7, 7, 7};
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> model.predictInto(x, out))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "predictInto: out must have the shape of the output, [2, 2]. Received: [2, 3]."
                    + " Make it once, by Nd4j.create.");
        assertThatThrownBy(() -> model.predictInto(new float[6], results))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "predictInto: out must have as many numbers as the output, 4. Received: 3."
                    + " Make it once, for all rows.");
      }
      assertThatThrownBy(() -> model.predictInto(new float[4], results))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "predictInto: x must have the numbers of whole rows, 3 each. Received: 4."
                  + " Put rows of the shape [3] one after the other.");
      assertThatThrownBy(() -> model.predictInto(random(2, 4), out))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Received");
      assertThatThrownBy(() -> model.predictInto(null, out))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("null");
      assertThat(numbers(out)).containsOnly(7);
      assertThat(results).containsOnly(7);
      INDArray closed = Nd4j.create(DataType.FLOAT, 2, 2);
      closed.close();
      assertThatThrownBy(() -> model.predictInto(x, closed))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void refusesClosedModelsAndSeveralInputs() {
    Tensor a = new Input(2).tensor();
    Tensor b = new Input(2).tensor();
    try (Model two = new Model(List.of(a, b), new Add().apply(a, b))) {
      assertThatThrownBy(() -> two.predictInto(new float[2], new float[2]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("one input");
    }
    Sequential model = network();
    float[] out = new float[2];
    model.predictInto(new float[3], out);
    model.close();
    assertThatThrownBy(() -> model.predictInto(new float[3], out))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("close");
  }
}
