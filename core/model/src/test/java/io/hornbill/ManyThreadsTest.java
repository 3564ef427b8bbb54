package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.callbacks.Logs;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Dense;
import io.hornbill.layers.GRU;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Answers to many threads at once are those to one. */
@Timeout(120)
class ManyThreadsTest {
  private static final int THREADS = 6;

  private final INDArray x = Fixtures.random(1, 50, 4);
  private final INDArray y = Fixtures.signs(x);

  private static <T> List<T> all(int times, Callable<T> call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        futures.add(threads.submit(call));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void evaluationsDoNotAddToEachOthersTotals() throws Exception {
    try (Sequential model = Fixtures.mlp()) {
      model.compile("sgd", "mse", "accuracy", "mae");
      Logs alone = model.evaluate(x, y, e -> e.batchSize(7).verbose(0));

      List<Logs> logs = all(200, () -> model.evaluate(x, y, e -> e.batchSize(7).verbose(0)));

      assertThat(logs).hasSize(200).allMatch(alone::equals);
    }
  }

  @Test
  void whoLooksAtTheLastBatchDoesNotDisturbTheNext() throws Exception {
    try (Sequential model = Fixtures.mlp()) {
      model.compile("sgd", "mse");
      Thread trainer = new Thread(() -> model.fit(x, y, f -> f.epochs(40).batchSize(5).verbose(0)));
      List<Throwable> failures = new ArrayList<>();
      trainer.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
      trainer.start();
      while (trainer.isAlive()) {
        model.activations();
      }

      assertThat(failures).isEmpty();
      assertThat(model.iterations()).isEqualTo(400);
    }
  }

  @Test
  void aModelWithoutInputIsDefinedOnceByTheFirstWhoAsk() throws Exception {
    try (Sequential model = new Sequential(new Dense(3), new Dense(2))) {
      List<INDArray> answers = all(2 * THREADS, () -> model.predict(x));

      assertThat(answers).allMatch(model.predict(x)::equals);
      assertThat(model.weights()).hasSize(4);
    }
  }

  @Test
  void statesGoOnFromCallToCall() throws Exception {
    INDArray rows = Fixtures.random(3, 6, 2, 3);
    try (Sequential one = stateful();
        Sequential many = stateful()) {
      many.setWeights(one.getWeights());
      Set<INDArray> right = new HashSet<>();
      for (int i = 0; i < 20; i++) {
        right.add(one.predict(rows, o -> o.batchSize(2)));
      }

      List<INDArray> answers = all(20, () -> many.predict(rows, o -> o.batchSize(2)));

      assertThat(answers).allMatch(answer -> right.stream().anyMatch(answer::equals));
    }
  }

  private static Sequential stateful() {
    Sequential model = new Sequential(new Input(2, 3).batchSize(2), new GRU(2).stateful(true));
    model.predict(Nd4j.zeros(2, 2, 3));
    ((GRU) model.getLayer(0)).resetStates();
    return model;
  }

  @Test
  void weightsAreNeverSeenInTheMiddleOfAStep() throws Exception {
    Dense shared = new Dense(64).useBias(false).kernelInitializer("ones");
    Tensor in = Input.of(64);
    try (Model first =
            new Model(
                in,
                new Dense(64).useBias(false).kernelInitializer("ones").apply(shared.apply(in)));
        Sequential second = new Sequential(new Input(64), shared)) {
      List<INDArray> ones = first.getWeights();
      List<INDArray> twos = ones.stream().map(weight -> weight.mul(2)).toList();
      Set<Double> sums = new HashSet<>();
      Thread writer =
          new Thread(
              () -> {
                for (int i = 0; i < 300; i++) {
                  first.setWeights(i % 2 == 0 ? twos : ones);
                }
              });
      writer.start();
      INDArray row = Nd4j.ones(1, 64);
      while (writer.isAlive()) {
        sums.add(first.predict(row).getDouble(0));
        List<INDArray> now = first.getWeights();
        assertThat(now.get(0)).isEqualTo(now.get(1));
        assertThat(second.predict(row).getDouble(0)).isIn(64.0, 128.0);
      }
      assertThat(sums).isSubsetOf(64.0 * 64, 4 * 64.0 * 64);
    }
  }

  @Test
  void modelsThatShareLayersAreTrainedByTwoThreads() throws Exception {
    Sequential inner = Fixtures.mlp();
    List<Sequential> models =
        List.of(
            new Sequential(new Input(4), inner, new Dense(1)),
            new Sequential(new Input(4), inner, new Dense(1)));
    models.forEach(model -> model.compile("adam", "mse"));
    List<Double> last = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<List<Double>>> losses =
          models.stream()
              .map(
                  model ->
                      threads.submit(
                          () ->
                              model
                                  .fit(x, y, f -> f.epochs(20).verbose(0))
                                  .history()
                                  .getOrDefault("loss", List.of())))
              .toList();
      for (Future<List<Double>> loss : losses) {
        last.addAll(loss.get());
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(last).hasSize(40).allMatch(Double::isFinite);
    assertThat(inner.predict(x).sumNumber().doubleValue()).isFinite();
  }
}
