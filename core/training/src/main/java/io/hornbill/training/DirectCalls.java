package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.data.internal.arrays.Column;
import io.hornbill.graph.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Predictions of whole batches of one input, which one plan computes as they are. What a call needs
 * beside the plan is found by the shape of what is asked for: nothing is checked twice, and nothing
 * is allocated.
 */
final class DirectCalls {
  /** So many shapes are known at a time. */
  private static final int MOST = 32;

  private static final int IDLE = 2 * Runtime.getRuntime().availableProcessors();

  private final Predictor predictor;

  /** Those learned last first. */
  private volatile Direct[] known = {};

  /** Of the shapes of arrays asked last, also of those that no plan computes as they are. */
  private final Proofs<Shape, Direct> learned = new Proofs<>(8 * MOST);

  private final Deque<Call> calls = new ArrayDeque<>();

  DirectCalls(Predictor predictor) {
    this.predictor = predictor;
  }

  /**
   * A batch that one plan computes as it is.
   *
   * @param given the shape of the array that holds it
   * @param together its plan
   * @param alone its plan for one core
   * @param numbers how many there are, if they say how many rows these are; else -1
   * @param y the shape of the first output
   * @param dataType the type of both
   */
  private record Direct(
      Shape given, PlanKind together, PlanKind alone, long numbers, Shape y, DataType dataType) {
    boolean isOf(INDArray array) {
      return isShape(given, array) && isPlain(array, dataType);
    }
  }

  /** One call, of arrays or of numbers. What is made for it serves other calls. */
  private final class Call implements Consumer<Boolean> {
    private @Nullable Direct direct;
    private @Nullable INDArray x;
    private @Nullable INDArray out;
    private float @Nullable [] numbers;
    private float @Nullable [] results;

    @Override
    public void accept(Boolean alone) {
      Direct asked = Objects.requireNonNull(direct);
      PlanKind kind = alone ? asked.alone : asked.together;
      ReadyPlan ready = predictor.lend(kind);
      try {
        if (numbers != null) {
          ready.fill(numbers);
        } else {
          ready.fill(Objects.requireNonNull(x));
        }
        predictor.run(ready, alone);
        if (results != null) {
          ready.read(results);
        } else {
          if (out == null) {
            out = ready.plan.emptyOutput(0);
          }
          ready.read(out);
        }
      } finally {
        predictor.giveBack(kind, ready);
      }
      predictor.ran(ready, alone);
    }

    void run(Direct asked) {
      direct = asked;
      predictor.ask(this);
    }

    void forget() {
      direct = null;
      x = null;
      out = null;
      numbers = null;
      results = null;
    }
  }

  /** Whether the array's memory holds the elements in order, and nothing else. */
  private static boolean isPlain(INDArray array, DataType dataType) {
    return !array.wasClosed()
        && array.dataType() == dataType
        && !array.isView()
        && Column.isContiguous(array);
  }

  private static boolean isShape(Shape shape, INDArray array) {
    boolean same = array.rank() == shape.rank();
    for (int i = 0; same && i < shape.rank(); i++) {
      same = array.size(i) == shape.dim(i);
    }
    return same;
  }

  /**
   * Learns of batches of a shape, if one plan computes them as they are, and changes nothing.
   *
   * @param x an array that holds such a batch
   * @param dataType the type of the model
   * @param shape gives the shape that the plan takes
   * @param isCounted whether the number of elements says how many rows these are
   */
  void learn(INDArray x, DataType dataType, Supplier<Shape> shape, boolean isCounted) {
    if (isPlain(x, dataType)) {
      Shape given = Shape.of(x.shape());
      learned.of(given, () -> find(given, shape.get(), isCounted)).ifPresent(this::add);
    }
  }

  private Optional<Direct> find(Shape given, Shape x, boolean isCounted) {
    if (!predictor.isWhole(x)) {
      return Optional.empty();
    }
    PlanKind together = new PlanKind(List.of(x), false);
    ReadyPlan ready = predictor.lend(together);
    try {
      if (ready.plan.changesShared()) {
        return Optional.empty();
      }
      predictor.ran(ready, false);
      PlanKind alone = new PlanKind(List.of(x), true);
      long numbers = isCounted ? x.size() : -1;
      Shape y = ready.outputShapes.get(0);
      return Optional.of(
          new Direct(given, together, alone, numbers, y, ready.plan.input(0).dataType()));
    } finally {
      predictor.giveBack(together, ready);
    }
  }

  private synchronized void add(Direct direct) {
    List<Direct> all = new ArrayList<>(List.of(known));
    if (all.contains(direct)) {
      return;
    }
    all.add(0, direct);
    known = all.subList(0, Math.min(all.size(), MOST)).toArray(Direct[]::new);
  }

  /**
   * Predicts a batch if its shape was learned. Nothing is allocated.
   *
   * @param x the data
   * @param out becomes the first output
   * @return false if that is not so, or elements of the arrays are not in order: nothing was done
   * @throws IllegalArgumentException if {@code out} has another shape
   */
  boolean into(INDArray x, INDArray out) {
    for (Direct direct : known) {
      if (direct.isOf(x) && isPlain(out, direct.dataType)) {
        requireShape(direct.y, out);
        Call call = take();
        try {
          call.x = x;
          call.out = out;
          call.run(direct);
        } finally {
          end(call);
        }
        return true;
      }
    }
    return false;
  }

  /**
   * Predicts a batch if its shape was learned. Nothing is allocated.
   *
   * @param x the numbers of the data, in order, of an input whose lengths are known
   * @param out becomes the numbers of the first output
   * @return false if nothing was done
   * @throws IllegalArgumentException if {@code out} has another length
   */
  boolean into(float[] x, float[] out) {
    for (Direct direct : known) {
      if (direct.numbers == x.length && direct.dataType == DataType.FLOAT) {
        requireLength(direct.y.size(), out);
        Call call = take();
        try {
          call.numbers = x;
          call.results = out;
          call.run(direct);
        } finally {
          end(call);
        }
        return true;
      }
    }
    return false;
  }

  /**
   * Predicts a batch if its shape was learned.
   *
   * @param x the data
   * @return the first output; null if nothing was done
   */
  @Nullable INDArray of(INDArray x) {
    for (Direct direct : known) {
      if (direct.isOf(x)) {
        Call call = take();
        try {
          call.x = x;
          call.run(direct);
          return call.out;
        } finally {
          end(call);
        }
      }
    }
    return null;
  }

  private Call take() {
    synchronized (calls) {
      Call idle = calls.poll();
      return idle == null ? new Call() : idle;
    }
  }

  private void end(Call call) {
    call.forget();
    synchronized (calls) {
      if (calls.size() < IDLE) {
        calls.push(call);
      }
    }
  }

  /** Requires an array that an output fits into. */
  static void requireShape(Shape y, INDArray out) {
    if (!isShape(y, out)) {
      throw Fault.of("predictInto")
          .expected("out must have the shape of the output, %s", y)
          .received(Shape.of(out.shape()))
          .remedy("Make it once, by Nd4j.create.")
          .argument();
    }
  }

  /** Requires as many numbers as an output has. */
  static void requireLength(long numbers, float[] out) {
    if (out.length != numbers) {
      throw Fault.of("predictInto")
          .expected("out must have as many numbers as the output, %s", numbers)
          .received("%s", out.length)
          .remedy("Make it once, for all rows.")
          .argument();
    }
  }
}
