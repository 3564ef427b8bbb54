package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.callbacks.Logs;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Bidirectional;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.GRU;
import io.hornbill.layers.GlobalAveragePooling1D;
import io.hornbill.layers.InputLayer;
import io.hornbill.layers.LSTM;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Masking;
import io.hornbill.layers.SimpleRNN;
import io.hornbill.layers.TimeDistributed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Masked sequences of any length are computed by plans for a few lengths, and come out as by plans
 * of their own.
 */
class SequenceLengthsTest {
  private static final double IGNORED = -1;
  private static final int ROWS = 32;
  private static final int[] LENGTHS = {1, 2, 3, 4, 5, 9, 11, 23, 37};

  @BeforeEach
  void bitsMayDependOnWhatWasAskedBefore() {
    Hornbill.deterministic(false);
  }

  @AfterEach
  void bitsMustNotDependOnIt() {
    Hornbill.deterministic(true);
  }

  private record Case(String name, Supplier<Model> maker, Function<Integer, INDArray> data) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case ofNumbers(String name, Supplier<List<Layer>> layers) {
    return new Case(
        name,
        () -> model(new InputLayer(-1, 3), new Masking().maskValue(IGNORED), layers.get()),
        length -> numbers(ROWS, length));
  }

  private static Case ofWords(String name, Supplier<List<Layer>> layers) {
    return new Case(
        name,
        () -> model(new InputLayer(-1), new Embedding(9, 3).maskZero(true), layers.get()),
        length -> words(ROWS, length));
  }

  private static Model model(Layer input, Layer masked, List<Layer> layers) {
    Sequential model = new Sequential(input, masked);
    layers.forEach(model::add);
    model.add(new Dense(2).activation("softmax"));
    return model;
  }

  static Stream<Case> models() {
    return Stream.of(
        ofNumbers("LSTM", () -> List.of(new LSTM(4))),
        ofNumbers("GRU", () -> List.of(new GRU(4))),
        ofNumbers("SimpleRNN", () -> List.of(new SimpleRNN(4))),
        ofNumbers("of two directions", () -> List.of(new Bidirectional(new LSTM(4)))),
        ofNumbers(
            "two layers",
            () -> List.of(new LSTM(4).returnSequences(true), new LSTM(4).goBackwards(true))),
        ofNumbers(
            "two layers of two directions",
            () ->
                List.of(
                    new Bidirectional(new GRU(4).returnSequences(true)),
                    new Bidirectional(new LSTM(4)))),
        ofNumbers(
            "dense before",
            () ->
                List.of(
                    new TimeDistributed(new Dense(5).activation("relu")),
                    new LSTM(4).goBackwards(true))),
        ofWords("of words", () -> List.of(new LSTM(4))),
        ofWords("means of words", () -> List.of(new GlobalAveragePooling1D())),
        ofWords("words backwards", () -> List.of(new LSTM(4).goBackwards(true))));
  }

  /** Some steps do not count; the first one does. */
  private static INDArray numbers(int rows, int length) {
    Random random = new Random(length);
    float[][][] x = new float[rows][length][3];
    for (float[][] sequence : x) {
      for (int t = 0; t < length; t++) {
        boolean counts = t == 0 || random.nextInt(4) > 0;
        for (int i = 0; i < 3; i++) {
          sequence[t][i] = counts ? random.nextFloat() : (float) IGNORED;
        }
      }
    }
    return Nd4j.createFromArray(x);
  }

  private static INDArray words(int rows, int length) {
    Random random = new Random(length);
    float[][] x = new float[rows][length];
    for (float[] sequence : x) {
      for (int t = 0; t < length; t++) {
        sequence[t] = t > 0 && random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(8);
      }
    }
    return Nd4j.createFromArray(x);
  }

  private static void close(INDArray actual, INDArray expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double[] wanted = expected.dup('c').data().asDouble();
    double[] got = actual.dup('c').data().asDouble();
    for (int i = 0; i < wanted.length; i++) {
      assertThat(got[i]).isCloseTo(wanted[i], within(2e-6));
    }
  }

  /** A new model with the same weights has met no other length. */
  private static Model fresh(Case one, Model model) {
    Model fresh = one.maker().get();
    fresh.setWeights(model.getWeights());
    fresh.compile("sgd", "categorical_crossentropy");
    return fresh;
  }

  @ParameterizedTest
  @MethodSource("models")
  void answersLossesAndWeightsAreThoseOfPlansOfTheirOwn(Case one) {
    INDArray y = Nd4j.createFromArray(new float[ROWS][2]).addi(0.5);
    try (Model model = one.maker().get()) {
      model.compile("sgd", "categorical_crossentropy");
      for (int length : LENGTHS) {
        INDArray x = one.data().apply(length);
        try (Model other = fresh(one, model)) {
          close(model.predictOnBatch(x), other.predictOnBatch(x));
          close(loss(model.testOnBatch(x, y)), loss(other.testOnBatch(x, y)));
          close(loss(model.trainOnBatch(x, y)), loss(other.trainOnBatch(x, y)));
          for (int i = 0; i < model.getWeights().size(); i++) {
            close(model.getWeights().get(i), other.getWeights().get(i));
          }
        }
      }
    }
  }

  private static INDArray loss(Logs logs) {
    return Nd4j.scalar(logs.get("loss"));
  }

  @Test
  void outputsWithStepsHaveThoseOfTheSequences() {
    Case one = ofNumbers("sequences", () -> List.of(new LSTM(4).returnSequences(true)));
    try (Model model = one.maker().get()) {
      for (int length : LENGTHS) {
        INDArray x = one.data().apply(length);
        try (Model other = fresh(one, model)) {
          close(model.predictOnBatch(x), other.predictOnBatch(x));
          INDArray some = numbers(5, length);
          close(model.predictOnBatch(some), other.predictOnBatch(some));
        }
      }
    }
  }

  /** Counts for how many plans a layer was called. */
  private static final class Counted extends Layer {
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      calls.incrementAndGet();
      return x.times(2);
    }

    @Override
    protected boolean supportsMasking() {
      return true;
    }

    @Override
    protected boolean keepsRowsApart(boolean inTraining) {
      return true;
    }

    int plansFor(boolean masked) {
      Sequential model = new Sequential(new InputLayer(-1, 3));
      if (masked) {
        model.add(new Masking().maskValue(IGNORED));
      }
      model.add(this);
      model.add(new LSTM(4));
      try (model) {
        int before = calls.get();
        for (int length = 1; length <= 60; length++) {
          model.predictOnBatch(numbers(4, length));
        }
        return calls.get() - before;
      }
    }
  }

  @Test
  void plansForAFewLengthsServeAll() {
    int first = 4;
    int proofs = 2;
    // 8, 12, 16, 20, 24, 28, 32, 40, 48, 56 and 64
    assertThat(new Counted().plansFor(true)).isEqualTo(first + proofs + 11);
  }

  @Test
  void whatHasNoMaskHasAPlanForEachLength() {
    int proofs = 2;
    assertThat(new Counted().plansFor(false)).isEqualTo(proofs + 60);
  }

  @Test
  void whereBitsAreKeptEachLengthHasAPlan() {
    Hornbill.deterministic(true);
    assertThat(new Counted().plansFor(true)).isEqualTo(60);
  }

  /** Refuses longer sequences. */
  private static final class UpTo extends Layer {
    private final long most;

    UpTo(long most) {
      this.most = most;
    }

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      if (x.dim(1) > most) {
        throw new IllegalStateException("too long");
      }
      return x.times(2);
    }

    @Override
    protected boolean supportsMasking() {
      return true;
    }
  }

  @Test
  void aLayerThatRefusesOtherLengthsIsAskedForItsOwn() {
    Case one = ofNumbers("few steps", () -> List.of(new UpTo(20), new LSTM(4)));
    try (Model model = one.maker().get()) {
      for (int length = 1; length <= 20; length++) {
        assertThat(model.predictOnBatch(numbers(4, length)).shape()).containsExactly(4, 2);
      }
    }
  }

  @Test
  void aLayerThatRefusesStepsBehindTheSequencesIsAskedForItsOwnLength() {
    Case one = ofNumbers("up to 70 steps", () -> List.of(new UpTo(70), new LSTM(4)));
    INDArray y = Nd4j.createFromArray(new float[ROWS][2]).addi(0.5);
    try (Model model = one.maker().get()) {
      model.compile("sgd", "categorical_crossentropy");
      for (int length : new int[] {1, 2, 3, 4, 30, 65, 66, 70}) { // above 64 plans are for 80
        INDArray x = one.data().apply(length);
        try (Model other = fresh(one, model)) {
          close(model.predictOnBatch(x), other.predictOnBatch(x));
          close(loss(model.trainOnBatch(x, y)), loss(other.trainOnBatch(x, y)));
        }
      }
      assertThatThrownBy(() -> model.predictOnBatch(one.data().apply(71)))
          .hasMessageContaining("too long");
    }
  }

  @Test
  void newRowsOfNewLengthsAskForNoProof() {
    Counted layer = new Counted();
    Sequential model = new Sequential(new InputLayer(-1, 3), new Masking().maskValue(IGNORED));
    model.add(layer);
    model.add(new LSTM(4));
    try (model) {
      for (int length = 1; length <= 4; length++) {
        model.predictOnBatch(numbers(1, length));
      }
      for (int rows = 1; rows <= 16; rows++) {
        model.predictOnBatch(numbers(rows, 5));
      }
      int before = layer.calls.get();
      for (int rows = 1; rows <= 16; rows++) {
        for (int length = 6; length <= 8; length++) {
          model.predictOnBatch(numbers(rows, length));
        }
      }
      assertThat(layer.calls.get()).isEqualTo(before);
    }
  }

  @Test
  void threadsMayAskForNewLengthsAtOnce() throws Exception {
    Case one = ofNumbers("LSTM", () -> List.of(new Bidirectional(new LSTM(4))));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Model model = one.maker().get();
        Model other = fresh(one, model)) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int first = i;
        calls.add(
            threads.submit(
                () -> {
                  for (int length = 1 + first; length <= 24; length++) {
                    INDArray x = numbers(1 + (length + first) % 7, length);
                    close(model.predict(x), Nd4j.concat(0, oneByOne(other, x)));
                  }
                }));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static INDArray[] oneByOne(Model model, INDArray x) {
    INDArray[] rows = new INDArray[(int) x.size(0)];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = model.predict(x.get(NDArrayIndex.interval(row, row + 1)));
    }
    return rows;
  }

  @Test
  void stepsBehindTheLastThatCountsChangeNothing() {
    Case one = ofNumbers("LSTM", () -> List.of(new LSTM(4)));
    INDArray y = Nd4j.createFromArray(new float[ROWS][2]).addi(0.5);
    INDArray x = one.data().apply(9);
    INDArray behind = Nd4j.valueArrayOf(new long[] {ROWS, 40, 3}, IGNORED).castTo(x.dataType());
    INDArray longer = Nd4j.concat(1, x, behind);
    try (Model model = one.maker().get();
        Model other = fresh(one, model)) {
      model.compile("sgd", "categorical_crossentropy");
      close(loss(model.trainOnBatch(longer, y)), loss(other.trainOnBatch(x, y)));
      for (int i = 0; i < model.getWeights().size(); i++) {
        close(model.getWeights().get(i), other.getWeights().get(i));
      }
      close(model.predictOnBatch(longer), other.predictOnBatch(x));
    }
  }
}
