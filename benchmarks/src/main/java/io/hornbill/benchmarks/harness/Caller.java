package io.hornbill.benchmarks.harness;

import io.hornbill.base.Fault;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;

/** One thread's share of the single-row calls: warms up, waits for the others, then is timed. */
final class Caller implements Callable<Durations> {

  private static final int WARM_UP_CALLS = 1000;

  private final RowPredictor predictor;
  private final int rows;
  private final int calls;
  private final CyclicBarrier start;

  Caller(RowPredictor predictor, int rows, int calls, CyclicBarrier start) {
    this.predictor = predictor;
    this.rows = rows;
    this.calls = calls;
    this.start = start;
  }

  @Override
  public Durations call() throws InterruptedException, BrokenBarrierException {
    for (int i = 0; i < WARM_UP_CALLS; i++) {
      check(predictor.predict(i % rows));
    }
    start.await();
    Durations durations = new Durations();
    for (int i = 0; i < calls; i++) {
      long begin = System.nanoTime();
      float[] probabilities = predictor.predict(i % rows);
      durations.add(System.nanoTime() - begin);
      check(probabilities);
    }
    return durations;
  }

  private static void check(float[] probabilities) {
    float sum = 0;
    for (float probability : probabilities) {
      sum += probability;
    }
    if (probabilities.length != Workload.CLASSES || Math.abs(sum - 1) > 1e-3) {
      throw Fault.of("Caller")
          .expected("a prediction must be %s probabilities", Workload.CLASSES)
          .received("%s values with sum %s", probabilities.length, sum)
          .state();
    }
  }
}
