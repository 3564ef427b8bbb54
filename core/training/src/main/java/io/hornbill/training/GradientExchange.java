package io.hornbill.training;

import io.hornbill.training.parallel.Collective;
import io.hornbill.training.parallel.CollectiveException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sums up gradients over all processes in buckets of about 1 MB, in the order in which the backward
 * pass yields them, on a thread of its own: most of the traffic passes while the rest is computed.
 */
final class GradientExchange implements AutoCloseable {
  private final Collective collective;
  private final List<Bucket> buckets = new ArrayList<>();
  private final Bucket[] bucketOf;
  private final int[] startOf;
  private final List<INDArray> targets;
  private final List<Future<?>> sent = new ArrayList<>();
  private final boolean[] filled;
  private int submitted;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "hornbill-gradients");
            made.setDaemon(true);
            return made;
          });

  /** Numbers that go together. */
  private static final class Bucket {
    final List<Integer> places = new ArrayList<>();
    int length;
    int open;
    float[] floats = {};
    double[] doubles = {};
  }

  /**
   * Lays out the buckets.
   *
   * @param collective the processes
   * @param targets the gradients' own arrays, which also take the sums
   * @param order their places in the order in which they come, the same in all processes
   * @param bucketBytes how large a bucket is at least, the last one aside
   */
  GradientExchange(Collective collective, List<INDArray> targets, int[] order, int bucketBytes) {
    this.collective = collective;
    this.targets = targets;
    bucketOf = new Bucket[targets.size()];
    startOf = new int[targets.size()];
    filled = new boolean[targets.size()];
    Bucket bucket = new Bucket();
    for (int place : order) {
      INDArray target = targets.get(place);
      boolean typed =
          bucket.places.isEmpty()
              || targets.get(bucket.places.get(0)).dataType() == target.dataType();
      if (!typed || (long) bucket.length * target.dataType().width() >= bucketBytes) {
        add(bucket);
        bucket = new Bucket();
      }
      bucketOf[place] = bucket;
      startOf[place] = bucket.length;
      bucket.places.add(place);
      bucket.length += Math.toIntExact(target.length());
    }
    add(bucket);
  }

  private void add(Bucket bucket) {
    if (bucket.places.isEmpty()) {
      return;
    }
    if (targets.get(bucket.places.get(0)).dataType() == DataType.DOUBLE) {
      bucket.doubles = new double[bucket.length];
    } else {
      bucket.floats = new float[bucket.length];
    }
    buckets.add(bucket);
  }

  int buckets() {
    return buckets.size();
  }

  /** Begins a step. */
  void begin() {
    Arrays.fill(filled, false);
    buckets.forEach(bucket -> bucket.open = bucket.places.size());
    sent.clear();
    submitted = 0;
  }

  /** Takes a gradient as soon as it is there. */
  void ready(int place, INDArray gradient) {
    Bucket bucket = bucketOf[place];
    if (bucket.doubles.length > 0) {
      double[] numbers = VariableBytes.doubles(gradient);
      System.arraycopy(numbers, 0, bucket.doubles, startOf[place], numbers.length);
    } else {
      VariableBytes.get(gradient, bucket.floats, startOf[place]);
    }
    done(place);
  }

  private void done(int place) {
    filled[place] = true;
    bucketOf[place].open--;
    while (submitted < buckets.size() && buckets.get(submitted).open == 0) {
      Bucket next = buckets.get(submitted);
      String label = "gradients " + submitted++;
      sent.add(thread.submit(() -> exchange(label, next)));
    }
  }

  private void exchange(String label, Bucket bucket) {
    if (bucket.doubles.length > 0) {
      collective.allReduce(label, bucket.doubles);
    } else {
      collective.allReduce(label, bucket.floats);
    }
  }

  /** Fills what did not come with zeros, and waits for the sums. */
  void finish() {
    for (int place = 0; place < filled.length; place++) {
      if (!filled[place]) {
        Bucket bucket = bucketOf[place];
        int end = startOf[place] + Math.toIntExact(targets.get(place).length());
        if (bucket.doubles.length > 0) {
          Arrays.fill(bucket.doubles, startOf[place], end, 0);
        } else {
          Arrays.fill(bucket.floats, startOf[place], end, 0);
        }
        done(place);
      }
    }
    sent.forEach(GradientExchange::await);
    for (int place = 0; place < filled.length; place++) {
      take(place);
    }
  }

  private void take(int place) {
    Bucket bucket = bucketOf[place];
    INDArray target = targets.get(place);
    if (bucket.doubles.length > 0) {
      int end = startOf[place] + Math.toIntExact(target.length());
      VariableBytes.put(target, Arrays.copyOfRange(bucket.doubles, startOf[place], end));
    } else {
      VariableBytes.put(target, bucket.floats, startOf[place]);
    }
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CollectiveException("Parallel training: this process was interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
