package io.hornbill;

import static io.hornbill.Fixtures.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Bidirectional;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Conv2DTranspose;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.GRU;
import io.hornbill.layers.GlobalAveragePooling1D;
import io.hornbill.layers.GlobalMaxPooling2D;
import io.hornbill.layers.LSTM;
import io.hornbill.layers.Lambda;
import io.hornbill.layers.Layer;
import io.hornbill.layers.LayerNormalization;
import io.hornbill.layers.Masking;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.layers.MultiHeadAttention;
import io.hornbill.layers.TimeDistributed;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Batches of any size are predicted by plans of a few sizes, where rows are known to be apart. */
class BatchSizesTest {
  /** Says what a layer of a user may say, and counts for how many plans it was called. */
  private static final class Counted extends Layer {
    private final boolean apart;
    private final AtomicInteger calls = new AtomicInteger();

    Counted(boolean apart) {
      this.apart = apart;
    }

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      calls.incrementAndGet();
      return x.times(2);
    }

    @Override
    protected boolean keepsRowsApart(boolean inTraining) {
      return apart;
    }
  }

  /** Twice as many rows in batches of that size have a plan of their own for it. */
  private static INDArray byAPlanOfItsOwn(Model model, INDArray x) {
    int rows = (int) x.size(0);
    INDArray twice = Nd4j.concat(0, x, x);
    INDArray y = model.predict(twice, o -> o.batchSize(rows));
    return y.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(0, rows)).dup('c');
  }

  private static void answersAreThose(Model model, long... sample) {
    INDArray all = random(5, sample);
    for (int rows = 1; rows <= all.size(0); rows += rows < 40 ? 1 : 7) {
      INDArray x = all.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(0, rows)).dup('c');
      close(model.predictOnBatch(x), byAPlanOfItsOwn(model, x));
    }
  }

  private static void close(INDArray actual, INDArray expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double[] wanted = expected.data().asDouble();
    double[] got = actual.data().asDouble();
    for (int i = 0; i < wanted.length; i++) {
      assertThat(got[i]).isCloseTo(wanted[i], within(2e-5));
    }
  }

  @Test
  void denseAnswersAreThoseOfWholePlans() {
    try (Model model =
        new Sequential(
            new Input(9), new Dense(33).activation("relu"), new Dense(5).activation("softmax"))) {
      answersAreThose(model, 70, 9);
    }
  }

  @Test
  void convolutionalAnswersAreThoseOfWholePlans() {
    try (Model model =
        new Sequential(
            new Input(8, 8, 3),
            new Conv2D(8, 3, 3).padding("same").activation("relu"),
            new BatchNormalization(),
            new MaxPooling2D(2, 2),
            new Conv2DTranspose(4, 3, 3).strides(2),
            new GlobalMaxPooling2D(),
            new Flatten(),
            new Dense(3))) {
      answersAreThose(model, 70, 8, 8, 3);
    }
  }

  @Test
  void recurrentAnswersAreThoseOfWholePlans() {
    try (Model model =
        new Sequential(
            new Input(7, 4),
            new Masking(),
            new Bidirectional(new LSTM(8).returnSequences(true)),
            new TimeDistributed(new Dense(5).activation("tanh")),
            new GRU(6),
            new Dense(3))) {
      answersAreThose(model, 70, 7, 4);
    }
  }

  @Test
  void answersOfAttentionAreThoseOfWholePlans() {
    Tensor x = Input.of(6, 8);
    Tensor y = new MultiHeadAttention(2, 4).apply(x, x);
    y = new LayerNormalization().apply(new Concatenate().apply(x, y));
    y = new GlobalAveragePooling1D().apply(y);
    try (Model model = new Model(List.of(x), List.of(new Dense(3).apply(y)))) {
      answersAreThose(model, 70, 6, 8);
    }
  }

  @Test
  void rowsThatFillUpAPlanAreValidWhateverTheyMean() {
    try (Model model =
        new Sequential(new Input(3), new Embedding(10, 4), new Flatten(), new Dense(2))) {
      INDArray ids =
          Nd4j.createFromArray(
              new float[][] {{9, 8, 7}, {9, 9, 9}, {1, 2, 3}, {4, 5, 6}, {9, 7, 8}});
      close(model.predictOnBatch(ids), byAPlanOfItsOwn(model, ids));
    }
  }

  @Test
  void plansOfAFewSizesServeAll() {
    Counted counted = new Counted(true);
    try (Model model = new Sequential(new Input(4), counted, new Dense(3))) {
      model.predictOnBatch(random(1, 1, 4));
      int before = counted.calls.get();
      for (int rows = 1; rows <= 130; rows++) {
        model.predictOnBatch(random(2, rows, 4));
      }
      int proofs = 2;
      // 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128 and perhaps 192
      assertThat(counted.calls.get() - before - proofs).isBetween(12, 14);
      before = counted.calls.get();
      model.predict(random(3, 1000, 4), o -> o.batchSize(77));
      assertThat(counted.calls.get() - before)
          .isEqualTo(1); // 77 is asked for; the last 76 rows are cut
    }
  }

  @Test
  void aLayerThatDoesNotSayHowItTreatsRowsHasAPlanForEachSize() {
    Counted counted = new Counted(false);
    try (Model model = new Sequential(new Input(4), counted, new Dense(3))) {
      model.predictOnBatch(random(1, 1, 4));
      int before = counted.calls.get();
      for (int rows = 2; rows <= 20; rows++) {
        model.predictOnBatch(random(2, rows, 4));
      }
      assertThat(counted.calls.get() - before).isEqualTo(19);
    }
  }

  @Test
  void rowsThatDependOnEachOtherStayTogether() {
    try (Model model =
        new Sequential(new Input(4), new Lambda(x -> x.minus(Ops.mean(x, 0, true))))) {
      INDArray x = random(4, 5, 4);
      close(model.predictOnBatch(x), x.sub(x.mean(true, 0)));
    }
  }

  @Test
  void aLayerThatSaysWhatIsNotTrueIsFoundOut() {
    Layer mean =
        new Layer() {
          @Override
          protected Tensor call(Tensor x, CallContext context) {
            return x.minus(Ops.mean(x, 0, true));
          }

          @Override
          protected boolean keepsRowsApart(boolean inTraining) {
            return true;
          }
        };
    try (Model model = new Sequential(new Input(4), mean)) {
      INDArray x = random(4, 7, 4);
      close(model.predictOnBatch(x), x.sub(x.mean(true, 0)));
    }
  }

  @Test
  void statesGoOnWithEachBatch() {
    try (Model model =
        new Sequential(
            new io.hornbill.layers.InputLayer(3, 2).batchSize(5), new LSTM(4).stateful(true))) {
      INDArray x = random(4, 5, 3, 2);
      INDArray first = model.predictOnBatch(x);
      assertThat(model.predictOnBatch(x)).isNotEqualTo(first);
    }
  }

  @Test
  void theSameQuestionHasTheSameAnswerWhateverWasAskedBefore() {
    Sequential model =
        new Sequential(new Input(40), new Dense(50).activation("tanh"), new Dense(7));
    INDArray x = random(6, 37, 40);
    INDArray first = model.predictOnBatch(x);
    for (int rows = 1; rows < 80; rows += 3) {
      model.predictOnBatch(random(rows, rows, 40));
    }
    assertThat(model.predictOnBatch(x).data().asFloat()).isEqualTo(first.data().asFloat());
    model.close();
  }
}
