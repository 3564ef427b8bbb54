package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.callbacks.EarlyStopping;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.LambdaCallback;
import io.hornbill.callbacks.LearningRateScheduler;
import io.hornbill.data.Batch;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.LSTM;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.optimizers.Adam;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.optimizers.SGD;
import io.hornbill.training.ParallelFit;
import io.hornbill.training.ParallelOptions;
import io.hornbill.training.parallel.Collective;
import io.hornbill.training.parallel.Compression;
import io.hornbill.training.parallel.RingOptions;
import io.hornbill.training.parallel.Sharing;
import io.hornbill.training.testing.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Several processes, as threads, come to the weights of {@code fit} on one machine. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ParallelFitTest {
  /** 93 rows in batches of 20: ten epochs of five steps, the last batch having 13 rows. */
  private static final int ROWS = 93;

  private static final int BATCH = 20;
  private static final int EPOCHS = 10;

  private static final Supplier<Optimizer> SGD = () -> new SGD().learningRate(0.05).momentum(0.9);
  private static final Supplier<Optimizer> ADAM =
      () -> new Adam().learningRate(0.003).epsilon(1e-4);

  enum Net {
    MLP {
      @Override
      Sequential model() {
        return new Sequential(
            new Input(6),
            new Dense(8).activation("tanh").kernelRegularizer("l2"),
            new Dropout(0.3),
            new Dense(1).activation("sigmoid"));
      }
    },
    CNN {
      @Override
      Sequential model() {
        return new Sequential(
            new Input(8, 8, 1),
            new Conv2D(4, 3).activation("tanh"),
            new MaxPooling2D(2),
            new Flatten(),
            new Dense(1).activation("sigmoid"));
      }
    },
    NORMALIZED {
      @Override
      Sequential model() {
        return new Sequential(
            new Input(6),
            new Dense(8).useBias(false),
            new BatchNormalization(),
            new Dense(4).useBias(false).activation("tanh"),
            new BatchNormalization().momentum(0.9),
            new Dense(1).activation("sigmoid"));
      }
    },
    LSTM {
      @Override
      Sequential model() {
        return new Sequential(
            new Input(7, 3), new LSTM(5).dropout(0.2), new Dense(1).activation("sigmoid"));
      }
    },
    MASKED {
      @Override
      Sequential model() {
        return new Sequential(
            new Input(7),
            new Embedding(9, 4).maskZero(true),
            new LSTM(5).returnSequences(true),
            new Dense(1).activation("sigmoid"));
      }
    };

    abstract Sequential model();

    INDArray x() {
      Random random = new Random(7);
      long[] shape =
          switch (this) {
            case MLP, NORMALIZED -> new long[] {ROWS, 6};
            case CNN -> new long[] {ROWS, 8, 8, 1};
            case LSTM -> new long[] {ROWS, 7, 3};
            case MASKED -> new long[] {ROWS, 7};
          };
      float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            this == MASKED ? Math.max(0, random.nextInt(13) - 4) : (float) random.nextGaussian();
      }
      return Nd4j.createFromArray(values).reshape('c', shape);
    }

    INDArray y() {
      Random random = new Random(8);
      int length = this == MASKED ? ROWS * 7 : ROWS;
      float[] values = new float[length];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(2);
      }
      return this == MASKED
          ? Nd4j.createFromArray(values).reshape('c', ROWS, 7, 1)
          : Nd4j.createFromArray(values).reshape('c', ROWS, 1);
    }
  }

  private static INDArray weights() {
    float[] weights = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      weights[i] = 0.25f + i % 5;
    }
    return Nd4j.createFromArray(weights);
  }

  private static Sequential compiled(Net net, Supplier<Optimizer> optimizer) {
    Sequential model = net.model();
    model.compile(
        c ->
            c.optimizer(optimizer.get())
                .loss("binary_crossentropy")
                .metrics("accuracy", "auc")
                .weightedMetrics("mae"));
    return model;
  }

  /** As many models of the same weights and seeds as there are processes, and one more. */
  private static List<Sequential> models(int count, Net net, Supplier<Optimizer> optimizer) {
    List<Sequential> models = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Hornbill.seed(3);
      models.add(compiled(net, optimizer));
    }
    return models;
  }

  static Stream<Arguments> nets() {
    return Stream.of(Net.values())
        .flatMap(
            net ->
                (net == Net.MLP ? Stream.of(1, 2, 4) : Stream.of(2, 4))
                    .flatMap(
                        size ->
                            Stream.of(
                                Arguments.of(net, size, true), Arguments.of(net, size, false))));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void weightsAfterFiftyStepsAreThoseOfFit(Net net, int size, boolean adam) throws Exception {
    List<Sequential> models = models(size + 1, net, adam ? ADAM : SGD);
    Sequential alone = models.get(size);
    boolean weighted = net != Net.MASKED;
    Batch all = weighted ? new Batch(net.x(), net.y(), weights()) : new Batch(net.x(), net.y());
    History expected =
        alone.fit(
            all.x(),
            all.y(),
            f -> {
              f.batchSize(BATCH).epochs(EPOCHS).shuffle(false).verbose(0);
              if (weighted) {
                f.sampleWeight(weights());
              }
            });
    List<History> histories =
        train(models, size, all, o -> o.shuffle(false).syncBatchNorm(true), o -> {});
    models.subList(0, size).forEach(model -> assertClose(model, alone, 1e-5));
    histories.forEach(history -> assertClose(history, expected, 1e-5));
  }

  private static List<History> train(
      List<Sequential> models,
      int size,
      Batch all,
      Consumer<ParallelOptions> options,
      Consumer<RingOptions> ring)
      throws Exception {
    return Ranks.run(
            size,
            ring,
            collective ->
                new ParallelFit(
                        models.get(collective.rank()),
                        collective,
                        o -> options.accept(o.batchSize(BATCH).epochs(EPOCHS).bucketBytes(100)))
                    .fit(all))
        .stream()
        .map(Ranks.Result::get)
        .toList();
  }

  /** Relative to the largest weight of arrays whose weights are larger than 1. */
  private static void assertClose(Model model, Model expected, double tolerance) {
    for (int i = 0; i < expected.getWeights().size(); i++) {
      INDArray truth = expected.getWeights().get(i);
      double scale = Math.max(1, truth.amaxNumber().doubleValue());
      double difference = model.getWeights().get(i).sub(truth).amaxNumber().doubleValue();
      assertThat(difference / scale).as("weights %d", i).isLessThan(tolerance);
    }
  }

  private static void assertClose(History history, History expected, double tolerance) {
    assertThat(history.history().keySet()).isEqualTo(expected.history().keySet());
    expected
        .history()
        .forEach(
            (name, values) -> {
              for (int i = 0; i < values.size(); i++) {
                assertThat(history.history().get(name).get(i))
                    .as("%s of epoch %d", name, i)
                    .isCloseTo(values.get(i), within(tolerance * Math.max(1, values.get(i))));
              }
            });
  }

  @Test
  void shuffledBatchesDoNotDependOnTheNumberOfProcesses() throws Exception {
    Batch all = new Batch(Net.MLP.x(), Net.MLP.y());
    List<Sequential> models = models(5, Net.MLP, SGD);
    train(models, 4, all, o -> o.seed(5), o -> {});
    train(models.subList(4, 5), 1, all, o -> o.seed(5), o -> {});
    assertClose(models.get(0), models.get(4), 1e-5);
    List<Sequential> other = models(1, Net.MLP, SGD);
    train(other, 1, all, o -> o.seed(6), o -> {});
    assertThat(other.get(0).getWeights()).isNotEqualTo(models.get(4).getWeights());
  }

  @Test
  void theSameNumberOfProcessesGivesTheSameBits() throws Exception {
    Batch all = new Batch(Net.CNN.x(), Net.CNN.y());
    List<List<Sequential>> runs = List.of(models(3, Net.CNN, ADAM), models(3, Net.CNN, ADAM));
    for (List<Sequential> models : runs) {
      train(models, 3, all, o -> {}, o -> o.secret("between us"));
    }
    for (Sequential model : runs.get(1)) {
      assertThat(model.getWeights()).isEqualTo(runs.get(0).get(0).getWeights());
    }
  }

  @Test
  void localNormalizationAveragesTheMovingAverages() throws Exception {
    List<Sequential> models = models(2, Net.NORMALIZED, SGD);
    train(models, 2, new Batch(Net.NORMALIZED.x(), Net.NORMALIZED.y()), o -> {}, o -> {});
    assertThat(models.get(1).getWeights()).isEqualTo(models.get(0).getWeights());
  }

  @Test
  void localStepsAndHalvesOfFloatsLearnToo() throws Exception {
    INDArray x = Net.MLP.x();
    INDArray y = x.getColumn(0).gt(0).castTo(x.dataType()).reshape(ROWS, 1);
    for (int localSteps : new int[] {1, 3}) {
      List<Sequential> models = models(2, Net.MLP, ADAM);
      List<History> histories =
          train(
              models,
              2,
              new Batch(x, y),
              o -> o.localSteps(localSteps).epochs(60),
              o -> o.compression(localSteps == 1 ? Compression.BF16 : Compression.NONE));
      assertThat(models.get(1).getWeights()).isEqualTo(models.get(0).getWeights());
      List<Double> accuracy = histories.get(1).history().get("accuracy");
      assertThat(accuracy.get(59)).isGreaterThan(0.85);
      assertThat(histories.get(1).history()).isEqualTo(histories.get(0).history());
    }
  }

  @Test
  void callbacksOfRankZeroSteerAll() throws Exception {
    List<Sequential> models = models(2, Net.MLP, SGD);
    List<Double> losses = new ArrayList<>();
    Batch half = new Batch(Net.MLP.x().get(rows(0, 30)), Net.MLP.y().get(rows(0, 30)));
    List<History> histories =
        Ranks.run(
                2,
                o -> {},
                ring ->
                    new ParallelFit(
                            models.get(ring.rank()),
                            ring,
                            o ->
                                o.epochs(40)
                                    .batchSize(BATCH)
                                    .validation(
                                        ring.rank() == 0
                                            ? half
                                            : new Batch(List.of(), List.of(), List.of()))
                                    .callbacks(
                                        new LearningRateScheduler(epoch -> 0.1 / (epoch + 1)),
                                        new EarlyStopping("val_loss").patience(0).minDelta(10),
                                        new LambdaCallback()
                                            .onBatchEnd(
                                                (batch, logs) -> losses.add(logs.get("loss")))))
                        .fit(Net.MLP.x(), Net.MLP.y()))
            .stream()
            .map(Ranks.Result::get)
            .toList();
    for (History history : histories) {
      assertThat(history.epoch()).containsExactly(0, 1);
      assertThat(history.history())
          .containsKeys("loss", "accuracy", "auc", "mae", "val_loss", "val_accuracy", "val_auc");
    }
    assertThat(losses).hasSize(2 * 5);
    models.forEach(model -> assertThat(model.learningRate()).isCloseTo(0.05, within(1e-8)));
    Double valLoss = histories.get(1).history().get("val_loss").get(1);
    assertThat(valLoss)
        .isCloseTo(
            models.get(0).evaluate(half.x().get(0), half.y().get(0)).get("loss"), within(1e-5));
  }

  private static org.nd4j.linalg.indexing.INDArrayIndex rows(int from, int to) {
    return org.nd4j.linalg.indexing.NDArrayIndex.interval(from, to);
  }

  @Test
  void everyRowIsInTheShareOfOneProcess() {
    Sharing sharing = new Sharing(93, 20, 3);
    int[] count = new int[3];
    for (int row = 0; row < 93; row++) {
      count[sharing.rankOf(row)]++;
    }
    assertThat(count).containsExactly(sharing.rowsOf(0), sharing.rowsOf(1), sharing.rowsOf(2));
    assertThat(sharing.steps()).isEqualTo(5);
    // The last batch has 13 rows; places 0 to 5, 6 to 12 and 13 to 19 belong to the three.
    assertThat(List.of(sharing.rowsIn(0, 4), sharing.rowsIn(1, 4), sharing.rowsIn(2, 4)))
        .containsExactly(6, 7, 0);
    assertThat(sharing.present(4)).isEqualTo(2);
    int[] order = sharing.order(1, 9, 2, true, true);
    assertThat(order).doesNotHaveDuplicates().hasSize(sharing.rowsOf(1));
    assertThat(Arrays.stream(order).map(sharing::rankOf).distinct()).containsExactly(1);
  }

  @Test
  void argumentsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sharing(100, 3, 4))
        .withMessage(
            "Sharing: a batch must have a row for each of 4 workers. Received: batches of 3 of 100"
                + " rows. Raise batchSize, or use fewer workers.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ParallelOptions().epochs(0))
        .withMessage("ParallelOptions: epochs must be positive. Received: 0. Use 1 or more.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ParallelOptions().initialEpoch(-1))
        .withMessage(
            "ParallelOptions: initialEpoch must not be negative. Received: -1. Count from 0.");
    Sequential model = compiled(Net.MLP, SGD);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ParallelFit(
                    model, Collective.alone(), o -> o.localSteps(2).syncBatchNorm(true)))
        .withMessage(
            "ParallelOptions: syncBatchNorm needs sums in each step. Received: localSteps 2. Leave"
                + " one of the two.");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ParallelFit(model, Collective.alone(), o -> {})
                    .fitShare(new Batch(Net.MLP.x(), Net.MLP.y()), 1000))
        .withMessage(
            "ParallelFit: rank 0 must have 1000 of 1000 rows. Received: 93. Share them as Sharing"
                + " says.");
  }
}
