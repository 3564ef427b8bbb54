package io.hornbill.hostile;

import io.hornbill.Model;
import io.hornbill.base.RandomStream;
import io.hornbill.data.Strings;
import io.hornbill.files.ModelFormatException;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Layer;
import io.hornbill.layers.augmentation.ImageLayer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads damaged configurations and asks each model for one prediction, in a process of its own: an
 * answer or a {@link ModelFormatException} or {@link IllegalArgumentException} of four parts, each
 * within five seconds. Everything else is printed as a finding; the last line counts.
 *
 * <pre>{@code
 * java io.hornbill.hostile.HostileRun FIRST COUNT
 * }</pre>
 */
public final class HostileRun {
  private static final long MOST_NANOS = 5_000_000_000L;
  private static final long LOOK_NANOS = 50_000_000;
  private static final long MOST_INPUT = 1 << 18;
  private static final Pattern FOUR_PARTS = Pattern.compile("(?s)[^:]+: .+ Received: .+\\. .+");

  private final HostileMutations mutations = new HostileMutations(HostileSeeds.all());
  private final TreeMap<String, Integer> outcomes = new TreeMap<>();
  private final AtomicInteger current = new AtomicInteger(-1);
  private final AtomicLong started = new AtomicLong();
  private final AtomicLong cpu = new AtomicLong();
  private final Thread main = Thread.currentThread();
  private int findings;

  private HostileRun() {}

  public static void main(String[] arguments) {
    int first = Integer.parseInt(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    new HostileRun().run(first, count);
  }

  private void run(int first, int count) {
    watch();
    for (int number = first; number < first + count; number++) {
      String json = mutations.make(number);
      current.set(number);
      cpu.set(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
      started.set(System.nanoTime());
      String outcome = outcome(json);
      started.set(0);
      outcomes.merge(outcome.lines().findFirst().orElse(""), 1, Integer::sum);
      if (outcome.startsWith("FINDING")) {
        findings++;
        System.out.println(number + " " + outcome);
        if (Boolean.getBoolean("hornbill.hostile.show")) {
          System.out.println(json);
        }
      }
    }
    System.out.println(
        "HOSTILE " + count + " configurations, " + findings + " findings: " + outcomes);
    System.exit(findings == 0 ? 0 : 1);
  }

  /** Ends the process where a case takes too long, as nothing else may end native code. */
  private void watch() {
    Thread thread =
        new Thread(
            () -> {
              long of = 0;
              int looks = 0;
              while (true) {
                looks = started.get() == of ? looks + 1 : 0;
                of = started.get();
                if (of != 0 && isLate(looks)) {
                  late();
                }
                LockSupport.parkNanos(LOOK_NANOS);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** Five seconds of the processor, however busy the machine is, or a minute by what is seen. */
  private boolean isLate(int looks) {
    long used = ManagementFactory.getThreadMXBean().getThreadCpuTime(main.getId()) - cpu.get();
    return used > MOST_NANOS || looks * LOOK_NANOS > 12 * MOST_NANOS;
  }

  private void late() {
    System.out.println(current.get() + " FINDING longer than 5 s");
    for (StackTraceElement line : main.getStackTrace()) {
      System.out.println("    " + line);
    }
    System.out.println(mutations.make(current.get()));
    System.out.flush();
    Runtime.getRuntime().halt(3);
  }

  private static String outcome(String json) {
    try (Model model = Model.fromJson(json)) {
      List<INDArray> inputs = new ArrayList<>();
      if (!model.isDefined()) { // a Sequential without an Input
        model.predict(Nd4j.zeros(1, 4));
        return "predicted";
      }
      for (Tensor input : model.inputs()) {
        Shape shape = known(input.shape());
        if (shape.size() > MOST_INPUT) {
          return "input too large to be given";
        }
        inputs.add(array(input, shape));
      }
      model.predict(inputs);
      augment(model);
      return "predicted";
    } catch (IllegalArgumentException | ModelFormatException refused) {
      String message = String.valueOf(refused.getMessage());
      Throwable cause = refused.getCause();
      if (cause instanceof RuntimeException && !(cause instanceof IllegalArgumentException)
          || cause instanceof Error) {
        return "FINDING a bug behind " + message + at(cause);
      }
      return FOUR_PARTS.matcher(message).matches()
          ? refused.getClass().getSimpleName()
          : "FINDING a message without four parts: " + message + at(refused);
    } catch (Throwable other) {
      return "FINDING " + other + at(other);
    }
  }

  private static INDArray array(Tensor input, Shape shape) {
    if (input.dataType() != DataType.UTF8) {
      return Nd4j.zeros(shape.dims());
    }
    Shape texts = shape.without(shape.rank() - 1);
    return Strings.encode(Collections.nCopies((int) texts.size(), "a b c"), texts.dims());
  }

  /** What a prediction leaves as it is. */
  private static void augment(Model model) {
    for (Layer layer : model.layers()) {
      if (layer instanceof ImageLayer<?> images) {
        images.augment(Nd4j.ones(2, 6, 7, 3), RandomStream.of(1));
      }
    }
  }

  private static Shape known(Shape shape) {
    long[] dims = shape.dims();
    for (int i = 0; i < dims.length; i++) {
      dims[i] = dims[i] < 0 ? (i == 0 ? 1 : 3) : dims[i];
    }
    return Shape.of(dims);
  }

  private static String at(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(12, thrown.getStackTrace().length); i++) {
      text.append("\n    ").append(thrown.getStackTrace()[i]);
    }
    return thrown.getCause() == null ? text.toString() : text + "\n  cause " + thrown.getCause();
  }
}
