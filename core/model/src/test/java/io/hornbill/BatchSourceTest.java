package io.hornbill;

import static io.hornbill.Fixtures.mlp;
import static io.hornbill.Fixtures.random;
import static io.hornbill.Fixtures.signs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.Logs;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Dense;
import io.hornbill.training.FitOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class BatchSourceTest {
  private static final int ROWS = 20;
  private static final INDArray X = random(1, ROWS, 4);
  private static final INDArray Y = signs(X);
  private static final INDArray W = random(2, ROWS).add(1);

  private static INDArray rows(INDArray array, int from, int to) {
    return array.get(NDArrayIndex.interval(from, to));
  }

  /** The rows in batches of 8. */
  private static List<Batch> batches(boolean weighted) {
    return IntStream.of(0, 8, 16)
        .mapToObj(
            i -> {
              int to = Math.min(i + 8, ROWS);
              return weighted
                  ? new Batch(rows(X, i, to), rows(Y, i, to), rows(W, i, to))
                  : new Batch(rows(X, i, to), rows(Y, i, to));
            })
        .toList();
  }

  private static BatchSource source() {
    return BatchSource.of(() -> batches(false).iterator());
  }

  private static BatchSource endless() {
    return BatchSource.of(() -> Stream.generate(() -> new Batch(X, Y)).iterator());
  }

  private static Sequential compiled() {
    Hornbill.seed(7);
    Sequential model = mlp();
    model.compile("adam", "binary_crossentropy", "accuracy");
    return model;
  }

  private static History onArrays(Consumer<FitOptions> options) {
    try (Sequential model = compiled()) {
      return model.fit(
          X, Y, options.andThen(f -> f.batchSize(8).shuffle(false).epochs(3).verbose(0)));
    }
  }

  private static History onSource(BatchSource source, Consumer<FitOptions> options) {
    try (Sequential model = compiled()) {
      return model.fit(source, options.andThen(f -> f.epochs(3).verbose(0)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5})
  void trainsAsOnArrays(int prefetch) {
    assertThat(onSource(source(), f -> f.prefetch(prefetch)).history())
        .isEqualTo(onArrays(f -> {}).history());
  }

  @Test
  void weightsOfRowsAndClassesCountAsOnArrays() {
    Map<Integer, Double> classes = Map.of(0, 0.5, 1, 3.0);
    BatchSource weighted = BatchSource.of(() -> batches(true).iterator());
    assertThat(onSource(weighted, f -> f.classWeight(classes)).history())
        .isEqualTo(onArrays(f -> f.classWeight(classes).sampleWeight(W)).history())
        .isNotEqualTo(onArrays(f -> f.sampleWeight(W)).history())
        .isNotEqualTo(onArrays(f -> f.classWeight(classes)).history());
  }

  @Test
  void stepsPerEpochDividesAPassAsOnArrays() {
    assertThat(onSource(source(), f -> f.stepsPerEpoch(2)).history())
        .isEqualTo(onArrays(f -> f.stepsPerEpoch(2)).history())
        .isNotEqualTo(onArrays(f -> {}).history());
  }

  @Test
  void anEndlessSourceGoesOnFromEpochToEpoch() {
    AtomicInteger passes = new AtomicInteger();
    AtomicInteger asked = new AtomicInteger();
    BatchSource source =
        BatchSource.of(
            () -> {
              passes.incrementAndGet();
              return Stream.generate(
                      () -> {
                        asked.incrementAndGet();
                        return new Batch(X, Y);
                      })
                  .iterator();
            });
    onSource(source, f -> f.stepsPerEpoch(5).prefetch(0));
    assertThat(passes).hasValue(1);
    assertThat(asked).hasValue(15);
  }

  @Test
  void validatesOnASourceFromItsBeginning() {
    assertThat(onArrays(f -> f.validationData(X, Y).validationSteps(2)).history())
        .isEqualTo(onSource(source(), f -> f.validation(source()).validationSteps(2)).history())
        .isNotEqualTo(onSource(source(), f -> f.validation(source())).history());
  }

  @Test
  void validatesOnArraysBesideASource() {
    assertThat(onSource(source(), f -> f.validationData(X, Y).validationBatchSize(8)).history())
        .isEqualTo(onArrays(f -> f.validationData(X, Y)).history());
  }

  @Test
  void evaluatesAndPredictsAsOnArrays() {
    try (Sequential model = compiled()) {
      assertThat(model.evaluate(source(), e -> e.verbose(0)))
          .isEqualTo(model.evaluate(X, Y, e -> e.batchSize(8).verbose(0)));
      assertThat(model.evaluate(source(), e -> e.steps(1).verbose(0)))
          .isEqualTo(model.evaluate(rows(X, 0, 8), rows(Y, 0, 8), e -> e.verbose(0)));
      INDArray all = model.predict(X, p -> p.batchSize(8));
      assertThat(model.predict(source())).isEqualTo(all);
      assertThat(model.predict(source(), p -> p.steps(2).prefetch(0))).isEqualTo(rows(all, 0, 16));
      assertThat(model.predictAll(source(), p -> {})).containsExactly(all);
      BatchSource bare = BatchSource.of(() -> List.of(new Batch(X)).iterator());
      assertThat(model.predict(bare)).isEqualTo(model.predict(X));
    }
  }

  @Test
  void severalInputsAndOutputsComeByPosition() {
    Tensor a = Input.of(4);
    Tensor b = Input.of(1);
    Tensor both = new Concatenate().apply(a, b);
    Tensor first = new Dense(1).kernelInitializer("ones").apply(both);
    Tensor second = new Dense(2).kernelInitializer("ones").apply(both);
    INDArray z = random(3, ROWS, 2);
    List<INDArray> xs = List.of(X, Y);
    List<INDArray> ys = List.of(Y, z);
    BatchSource source =
        BatchSource.of(() -> List.of(new Batch(xs, ys, List.of(W, W.mul(2)))).iterator());
    try (Model model = new Model(List.of(a, b), List.of(first, second))) {
      model.compile(c -> c.optimizer("sgd").losses("mse", "mae").lossWeights(0.5, 2));
      assertThat(model.evaluate(source, e -> e.verbose(0)))
          .hasSize(3)
          .isEqualTo(
              model.evaluate(
                  xs, ys, e -> e.sampleWeight(List.of(W, W.mul(2))).batchSize(ROWS).verbose(0)));
      assertThat(model.predictAll(source, p -> {})).isEqualTo(model.predict(xs));
      assertThatThrownBy(() -> model.fit(source, f -> f.classWeight(Map.of(1, 2.0)).verbose(0)))
          .hasMessageContaining("classWeight needs a single target. Received: 2 targets.");
    }
  }

  @Test
  void aStreamLastsForOnePassAndIsClosed() {
    AtomicInteger closed = new AtomicInteger();
    Stream<Batch> stream = batches(false).stream().onClose(closed::incrementAndGet);
    try (Sequential model = compiled()) {
      History history = model.fit(BatchSource.of(stream), f -> f.verbose(0));
      assertThat(history.history().get("loss").get(0))
          .isEqualTo(onArrays(f -> {}).history().get("loss").get(0));
      assertThat(closed).hasValue(1);
      BatchSource again = BatchSource.of(batches(false).stream());
      assertThatThrownBy(() -> model.fit(again, f -> f.epochs(2).verbose(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "fit: a source that can be read only once fills one pass. Received: 2 epochs. Give a supplier of iterators, or stepsPerEpoch.");
      assertThatThrownBy(
              () ->
                  model.fit(X, Y, f -> f.epochs(4).validationFreq(2).validation(again).verbose(0)))
          .hasMessageContaining("Received: 2 validations.");
      assertThat(model.fit(again, f -> f.epochs(3).stepsPerEpoch(2).verbose(0)).epoch())
          .as("ends where the data ends, with the history so far")
          .containsExactly(0, 1);
    }
  }

  @Test
  void anIteratorMayUseItsArraysAgainAndIsClosed() {
    final class Reusing implements Iterator<Batch>, AutoCloseable {
      final INDArray x = X.dup();
      final INDArray y = Y.dup();
      int given;
      boolean closed;

      @Override
      public boolean hasNext() {
        return given < 6;
      }

      @Override
      public Batch next() {
        x.muli(given == 0 ? 1 : -1);
        given++;
        return new Batch(x, y);
      }

      @Override
      public void close() {
        closed = true;
      }
    }

    Reusing ahead = new Reusing();
    History history = onSource(BatchSource.of(() -> ahead), f -> f.epochs(1).prefetch(4));
    Reusing direct = new Reusing();
    assertThat(history.history())
        .isEqualTo(onSource(BatchSource.of(() -> direct), f -> f.prefetch(0)).history());
    assertThat(ahead.closed).isTrue();
    assertThat(direct.closed).isTrue();
  }

  @Test
  void typesAndOrdersAreConverted() {
    BatchSource other =
        BatchSource.of(
            () -> {
              INDArray x = X.castTo(DataType.DOUBLE).dup('f');
              return List.of(new Batch(x, Y.castTo(DataType.INT32))).iterator();
            });
    try (Sequential model = compiled()) {
      assertThat(model.evaluate(other, e -> e.verbose(0)))
          .isEqualTo(model.evaluate(X, Y, e -> e.verbose(0)));
    }
  }

  @Test
  void aModelWithoutInputLearnsItsShapeFromTheFirstBatch() {
    try (Sequential model = new Sequential().add(new Dense(1))) {
      model.compile("sgd", "mse");
      assertThat(model.fit(source(), f -> f.verbose(0)).epoch()).hasSize(1);
      assertThat(model.predict(source()).shape()).containsExactly(ROWS, 1);
    }
  }

  @Test
  void noMoreIsReadAheadThanAllowed() {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger used = new AtomicInteger();
    List<Integer> ahead = new ArrayList<>();
    Iterator<Batch> counting =
        Stream.generate(
                () -> {
                  asked.incrementAndGet();
                  return new Batch(X, Y);
                })
            .iterator();
    Callback watch =
        new Callback() {
          @Override
          public void onBatchEnd(int batch, Logs logs) {
            ahead.add(asked.get() - used.incrementAndGet());
          }
        };
    onSource(
        BatchSource.of(() -> counting), f -> f.stepsPerEpoch(100).prefetch(3).callbacks(watch));
    assertThat(ahead).allSatisfy(count -> assertThat(count).isBetween(0, 3));
    assertThat(ahead).contains(3);
  }

  @Test
  void aStepAllocatesNothingOutsideTheHeap() {
    List<Long> bytes = new ArrayList<>();
    Callback watch =
        new Callback() {
          @Override
          public void onBatchEnd(int batch, Logs logs) {
            bytes.add(Pointer.totalBytes());
          }
        };
    Batch batch = new Batch(X, Y, W);
    onSource(
        BatchSource.of(() -> Stream.generate(() -> batch).iterator()),
        f -> f.stepsPerEpoch(60).classWeight(Map.of(0, 2.0)).callbacks(watch));
    assertThat(bytes.subList(10, 180)).allMatch(now -> now.equals(bytes.get(10)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void whatTheSourceThrowsIsThrownAndTheReaderIsClosed(int prefetch) {
    AtomicInteger closed = new AtomicInteger();
    BatchSource broken =
        () ->
            new BatchReader() {
              private int read;

              @Override
              public boolean read(BatchBuffer batch) throws IOException {
                if (read++ == 2) {
                  throw new IOException("the cable is out");
                }
                batch.put(new Batch(X, Y));
                return true;
              }

              @Override
              public void close() {
                closed.incrementAndGet();
              }
            };
    List<String> calls = new ArrayList<>();
    Callback recorder =
        new Callback() {
          @Override
          public void onBatchEnd(int batch, Logs logs) {
            calls.add("batch " + batch);
          }

          @Override
          public void onTrainEnd(Logs logs) {
            calls.add("end");
          }
        };
    try (Sequential model = compiled()) {
      assertThatThrownBy(
              () -> model.fit(broken, f -> f.prefetch(prefetch).callbacks(recorder).verbose(0)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage(
              "BatchSource: a batch must be readable. Received: java.io.IOException: the cable is out. Check the disk or the network.");
      assertThat(calls).containsExactly("batch 0", "batch 1", "end");
      assertThat(closed).hasValue(1);
      IllegalStateException own = new IllegalStateException("mine");
      BatchSource throwing =
          BatchSource.of(
              () ->
                  Stream.<Batch>generate(
                          () -> {
                            throw own;
                          })
                      .iterator());
      assertThatThrownBy(() -> model.fit(throwing, f -> f.prefetch(prefetch).verbose(0)))
          .isSameAs(own);
      assertThatThrownBy(() -> model.evaluate(throwing, e -> e.prefetch(prefetch).verbose(0)))
          .isSameAs(own);
      assertThatThrownBy(() -> model.predict(throwing, p -> p.prefetch(prefetch))).isSameAs(own);
      assertThat(model.fit(source(), f -> f.verbose(0)).epoch()).hasSize(1);
    }
    assertThat(readers()).isZero();
  }

  private static long readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("hornbill-prefetch"))
        .count();
  }

  @Test
  void stopTrainingEndsTheReadersThread() {
    Callback stop =
        new Callback() {
          @Override
          public void onBatchEnd(int batch, Logs logs) {
            model().stopTraining();
          }
        };
    assertThat(onSource(endless(), f -> f.stepsPerEpoch(100).callbacks(stop)).epoch())
        .containsExactly(0);
    assertThat(readers()).isZero();
  }

  /** A source that gives two batches, says so, and then waits for ever. */
  private static BatchSource stuck(CountDownLatch waiting) {
    return () ->
        new BatchReader() {
          private int read;

          @Override
          public boolean read(BatchBuffer batch) {
            if (read++ == 2) {
              waiting.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                return false;
              }
            }
            batch.put(new Batch(X, Y));
            return true;
          }
        };
  }

  private static List<Object> interrupted(Callable<Object> work, CountDownLatch waiting)
      throws InterruptedException {
    List<Object> results = new ArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                results.add(work.call());
              } catch (Exception e) {
                results.add(e);
              }
              results.add(Thread.currentThread().isInterrupted());
            });
    thread.start();
    waiting.await();
    thread.interrupt();
    thread.join();
    return results;
  }

  @Test
  void anInterruptedThreadNoLongerWaitsForData() throws InterruptedException {
    try (Sequential model = compiled()) {
      CountDownLatch first = new CountDownLatch(2);
      Callback atSecond =
          new Callback() {
            @Override
            public void onBatchEnd(int batch, Logs logs) {
              if (batch == 1) {
                first.countDown();
              }
            }
          };
      List<Object> fitted =
          interrupted(
              () ->
                  model.fit(stuck(first), f -> f.epochs(9).callbacks(atSecond).verbose(0)).epoch(),
              first);
      assertThat(fitted).containsExactly(List.of(0), true);

      CountDownLatch second = new CountDownLatch(1);
      List<Object> evaluated =
          interrupted(() -> model.evaluate(stuck(second), e -> e.verbose(0)), second);
      assertThat(evaluated.get(0))
          .isInstanceOf(CancellationException.class)
          .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
          .hasMessageContaining(
              "evaluation needs all of its data. Received: an interruption of the thread that waited for it. Start over.");
      assertThat(evaluated.get(1)).isEqualTo(true);

      CountDownLatch third = new CountDownLatch(1);
      assertThat(interrupted(() -> model.predict(stuck(third)), third).get(0))
          .isInstanceOf(CancellationException.class);
    }
    assertThat(readers()).isZero();
  }

  @Test
  void anInterruptionWhileAFileIsReadIsNoFailure() {
    BatchSource interrupted =
        () ->
            new BatchReader() {
              private int read;

              @Override
              public boolean read(BatchBuffer batch) throws IOException {
                if (read++ == 2) {
                  Thread.currentThread().interrupt();
                  throw new ClosedByInterruptException();
                }
                batch.put(new Batch(X, Y));
                return true;
              }
            };
    try (Sequential model = compiled()) {
      assertThat(model.fit(interrupted, f -> f.epochs(3).prefetch(0).verbose(0)).epoch())
          .containsExactly(0);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aSourceThatSwallowsInterruptionsEndsToo() {
    AtomicInteger read = new AtomicInteger();
    BatchSource deaf =
        () ->
            batch -> {
              try {
                new CountDownLatch(read.getAndIncrement() < 6 ? 0 : 1).await();
              } catch (InterruptedException e) {
                // goes on as if nothing had happened
              }
              batch.put(new Batch(X, Y));
              return true;
            };
    onSource(deaf, f -> f.stepsPerEpoch(2)); // three epochs: the seventh batch waits
    assertThat(readers()).isZero();
  }

  @Test
  void badOptionsAndBatchesAreRefused() {
    try (Sequential model = compiled()) {
      INDArray before = model.getWeights().get(0).dup();
      refused(() -> model.fit(source(), f -> f.batchSize(8)), "fit: batchSize is for arrays.");
      refused(
          () -> model.fit(source(), f -> f.sampleWeight(W)), "fit: sampleWeight is for arrays.");
      refused(
          () -> model.fit(source(), f -> f.validationSplit(0.5)),
          "fit: validationSplit is for arrays.");
      refused(
          () -> model.fit(X, Y, f -> f.validation(source()).validationBatchSize(2)),
          "fit: validationBatchSize is for arrays.");
      refused(
          () -> model.evaluate(source(), e -> e.batchSize(8)),
          "evaluate: batchSize is for arrays.");
      refused(
          () -> model.predict(source(), p -> p.batchSize(8)), "predict: batchSize is for arrays.");
      refused(
          () -> model.fit(source(), f -> f.prefetch(-1)),
          "fit: prefetch must be at least 0. Received: -1. Choose how many batches are read ahead.");
      refused(
          () -> model.fit(BatchSource.of(Stream.empty())),
          "the data must have at least one batch. Received: none. Check where the batches come from.");
      refused(
          () -> model.fit(BatchSource.of(() -> List.of(new Batch(random(1, 8, 5), Y)).iterator())),
          "x must have shape [?, 4]. Received: [8, 5].");
      refused(
          () -> model.fit(BatchSource.of(() -> List.of(new Batch(X)).iterator())),
          "y must have one array per output, 1. Received: 0.");
      assertThat(model.getWeights().get(0)).isEqualTo(before);
      try (Sequential bare = mlp()) {
        assertThatThrownBy(() -> bare.fit(source()))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("fit() was called before compile()");
      }
    }
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void iteratorsAndBatchesMustBeThere() {
    Sequential model = new Sequential(new Input(4), new Dense(2));
    model.compile("sgd", "mse");
    BatchSource none = BatchSource.of(() -> null);
    BatchSource empty = BatchSource.of(() -> java.util.Arrays.asList((Batch) null).iterator());
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> model.fit(none, f -> f.verbose(0)))
        .hasMessageContaining("BatchSource: each pass must have an iterator. Received: null.");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> model.fit(empty, f -> f.verbose(0)))
        .hasMessageContaining("BatchSource: an iterator must give batches. Received: null.");
  }
}
