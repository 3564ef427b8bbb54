package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.callbacks.CallbackList;
import io.hornbill.callbacks.Logs;
import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.data.internal.arrays.Bytes;
import io.hornbill.data.internal.arrays.Column;
import io.hornbill.data.internal.arrays.Gathered;
import io.hornbill.data.internal.feeds.Epochs;
import io.hornbill.data.internal.feeds.Pass;
import io.hornbill.engine.Engine;
import io.hornbill.engine.Pace;
import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Shape;
import io.hornbill.layers.Network;
import io.hornbill.layers.Trace;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Plans that predict: many threads may ask at once, each gets a plan of its own while the weights
 * are shared. Plans are kept for the shapes asked last. A model that keeps states is asked by one
 * thread after the other.
 */
final class Predictor {
  private static final int SHAPES = 64;
  private static final long BYTES = 256L << 20;
  private static final int DIRECTS = 8;
  private static final int IDLE_PER_SHAPE = 2 * Runtime.getRuntime().availableProcessors();

  private final Network network;
  private final BatchCuts cuts;
  private final Lengths lengths;
  private final Pool<Kind, Ready> plans;
  private final Pace pace = new Pace();

  /** Whether the plan used last takes all cores: then callers line up before they borrow one. */
  private volatile boolean inTurn;

  /** What a plan is for: the shapes of its inputs, and whether it leaves other cores to others. */
  private static final class Kind {
    final List<Shape> shapes;
    final boolean alone;
    private final int hash; // looked for twice in each call

    Kind(List<Shape> shapes, boolean alone) {
      this.shapes = shapes;
      this.alone = alone;
      hash = 31 * shapes.hashCode() + Boolean.hashCode(alone);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (!(other instanceof Kind kind) || hash != kind.hash || alone != kind.alone) {
        return false;
      }
      boolean same = shapes.size() == kind.shapes.size();
      for (int i = 0; same && i < shapes.size(); i++) { // by number: nothing is allocated
        same = shapes.get(i).equals(kind.shapes.get(i));
      }
      return same;
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** Batches that one plan computes as they are, those met last first. */
  private volatile Direct[] directs = {};

  private final Deque<DirectCall> directCalls = new ArrayDeque<>();

  /** A compiled plan. */
  private static final class Ready implements Lent {
    final Plan plan;
    final List<Bytes> inputs = new ArrayList<>();
    final List<Bytes> outputs = new ArrayList<>();
    final List<Shape> outputShapes = new ArrayList<>();
    private @Nullable FloatBuffer firstInput;
    private @Nullable FloatBuffer firstOutput;

    Ready(Program program, PlanOptions options) {
      plan = Plan.compile(program, options);
      for (int i = 0; i < program.inputs().size(); i++) {
        inputs.add(Bytes.of(plan.input(i)));
      }
      for (int i = 0; i < program.outputs().size(); i++) {
        outputs.add(Bytes.of(plan.output(i)));
        outputShapes.add(program.outputs().get(i).shape());
      }
    }

    /** Takes the whole batch; nothing is allocated but once. */
    void fill(float[] x) {
      if (firstInput == null) {
        firstInput = inputs.get(0).floats();
      }
      firstInput.put(0, x);
    }

    void fill(INDArray x) {
      copy(x, plan.input(0));
    }

    /** Gives the whole first output. */
    void read(float[] out) {
      if (firstOutput == null) {
        firstOutput = outputs.get(0).floats();
      }
      firstOutput.get(0, out);
    }

    void read(INDArray out) {
      copy(plan.output(0), out);
    }

    private static void copy(INDArray from, INDArray to) {
      Pointer.memcpy(
          to.data().pointer(), from.data().pointer(), from.length() * from.dataType().width());
    }

    @Override
    public void take() {
      plan.take();
    }

    @Override
    public void release() {
      plan.release();
    }

    /** The outputs of the first rows. */
    void addTo(Gathered gathered, Fitted fitted, int rows) {
      List<Shape> shapes = fitted.cut(outputShapes);
      boolean whole = rows == shapes.get(0).dim(0);
      gathered.add(
          rows,
          whole ? shapes : shapes.stream().map(shape -> shape.with(0, rows)).toList(),
          outputs);
    }

    @Override
    public long bytes() {
      return plan.ownBytes();
    }

    @Override
    public long allBytes() {
      return plan.ownBytes();
    }

    @Override
    public void close() {
      plan.close();
    }
  }

  Predictor(Network network, PlanOptions options) {
    this.network = network;
    cuts = new BatchCuts(network);
    lengths =
        new Lengths(
            network::starts,
            shapes -> StepBuilder.prediction(network, Trace.inference(), shapes.x()));
    plans =
        new Pool<>(
            new Pool.Room(SHAPES, IDLE_PER_SHAPE, BYTES),
            kind ->
                new Ready(
                    StepBuilder.prediction(network, Trace.inference(), kind.shapes),
                    options.alone(kind.alone)));
  }

  /**
   * Predicts from an epoch of batches.
   *
   * @param data the batches
   * @param callbacks told of every batch
   * @param rows how many rows there are; -1 if that is unknown
   * @param whole a number of rows that most batches have, for which a plan is made; 0 for none
   * @return the outputs
   */
  List<INDArray> run(Epochs data, CallbackList callbacks, long rows, int whole) {
    Call call = new Call(new Gathered(network.dataType(), rows), whole);
    int batch = 0;
    try {
      for (boolean more = data.begin(); more; more = data.next()) {
        callbacks.onPredictBatchBegin(batch, new Logs());
        Pass pass = data.present();
        if (inTurn) {
          Engine.inTurn(pace, alone -> call.batch(pass, alone));
        } else {
          call.batch(pass, false);
        }
        callbacks.onPredictBatchEnd(batch, new Logs());
        batch++;
      }
    } finally {
      call.end();
    }
    if (data.wasInterrupted()) {
      throw data.cancelled("prediction");
    }
    return call.gathered.arrays();
  }

  /** One thread's way through its batches. */
  private final class Call {
    final Gathered gathered;
    private final int whole;
    private final Turn turn = new Turn();

    Call(Gathered gathered, int whole) {
      this.gathered = gathered;
      this.whole = whole;
    }

    void batch(Pass pass, boolean alone) {
      BatchShapes own = pass.shapes();
      BatchShapes roomy = lengths.roomy(own);
      List<Integer> parts = parts(roomy);
      Fitted fitted = lengths.of(own, parts.stream().map(Integer::longValue).toList());
      if (fitted.padding() == null && !roomy.equals(own)) {
        parts = parts(own);
      }
      try {
        batch(pass, fitted, parts, alone);
      } catch (RuntimeException failure) {
        if (!lengths.refuses(fitted)) {
          throw failure;
        }
        batch(pass, alone); // no plan has run
      }
    }

    private List<Integer> parts(BatchShapes shapes) {
      int rows = Math.toIntExact(shapes.rows());
      return rows == whole ? List.of(rows) : cuts.of(shapes.x());
    }

    private void batch(Pass pass, Fitted fitted, List<Integer> parts, boolean alone) {
      int rows = Math.toIntExact(fitted.shapes().rows());
      if (parts.equals(List.of(rows))) {
        whole(pass, rows, fitted, new Kind(fitted.shapes().x(), alone));
      } else {
        inParts(pass, rows, fitted, parts, alone);
      }
    }

    private void whole(Pass pass, int rows, Fitted fitted, Kind kind) {
      Ready ready = plans.lend(kind);
      try {
        turn.take(ready.plan.changesShared(), ready.plan.guard());
        pass.copyTo(fitted.filled(ready.inputs));
        pace.run(ready.plan, kind.alone);
        if (gathered.awaits(rows) && !fitted.isCut()) {
          gathered.into(ready.plan.emptyOutputs());
        }
        gathered.add(rows, fitted.cut(ready.outputShapes), ready.outputs);
      } finally {
        plans.giveBack(kind, ready);
      }
      ran(ready, kind.alone);
    }

    /** All plans are there before the first one runs, as making one may wait for the variables. */
    private void inParts(Pass pass, int rows, Fitted fitted, List<Integer> parts, boolean alone) {
      List<Kind> kinds = parts.stream().map(part -> kind(fitted, part, alone)).toList();
      List<Ready> lent = new ArrayList<>();
      try {
        int from = 0;
        for (int i = 0; i < parts.size(); i++) {
          Ready ready = plans.lend(kinds.get(i));
          lent.add(ready);
          List<Bytes> inputs = fitted.filled(ready.inputs);
          fill(pass, inputs, from, Math.min(parts.get(i), rows - from), parts.get(i));
          from += parts.get(i);
        }
        pace.runTogether(lent.stream().map(ready -> ready.plan).toList(), alone);
        from = 0;
        for (int i = 0; i < parts.size(); i++) {
          lent.get(i).addTo(gathered, fitted, Math.min(parts.get(i), rows - from));
          from += parts.get(i);
        }
      } finally {
        for (int i = 0; i < lent.size(); i++) {
          plans.giveBack(kinds.get(i), lent.get(i));
        }
      }
      ran(lent.get(0), alone);
    }

    private static Kind kind(Fitted fitted, int rows, boolean alone) {
      List<Shape> all = fitted.shapes().x();
      return new Kind(all.stream().map(shape -> shape.with(0, rows)).toList(), alone);
    }

    void end() {
      turn.close();
    }
  }

  /** A plan that left the other cores to others says nothing of what it would take itself. */
  private void ran(Ready ready, boolean alone) {
    if (!alone) {
      inTurn = ready.plan.usesAllCores() && !ready.plan.changesShared();
    }
  }

  /** What is left of a plan's rows gets copies of a real one, which is valid whatever it is. */
  private static void fill(Pass pass, List<Bytes> inputs, int from, int count, int rows) {
    pass.copyTo(inputs, from, count);
    for (Bytes input : inputs) {
      for (int row = count; row < rows; row++) {
        input.copyRows(count - 1, input, row, 1);
      }
    }
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
      Shape given, Kind together, Kind alone, long numbers, Shape y, DataType dataType) {
    boolean isOf(INDArray array) {
      return isShape(given, array) && isPlain(array);
    }

    /** Whether the array's memory holds the elements in order, and nothing else. */
    boolean isPlain(INDArray array) {
      return !array.wasClosed()
          && array.dataType() == dataType
          && !array.isView()
          && Column.isContiguous(array);
    }
  }

  /** One call, of arrays or of numbers. What is made for it serves other calls. */
  private final class DirectCall implements Consumer<Boolean> {
    private @Nullable Direct direct;
    private @Nullable INDArray x;
    private @Nullable INDArray out;
    private float @Nullable [] numbers;
    private float @Nullable [] results;

    @Override
    public void accept(Boolean alone) {
      Direct known = Objects.requireNonNull(direct);
      Kind kind = alone ? known.alone : known.together;
      Ready ready = plans.lend(kind);
      try {
        if (numbers != null) {
          ready.fill(numbers);
        } else {
          ready.fill(Objects.requireNonNull(x));
        }
        pace.run(ready.plan, alone);
        if (results != null) {
          ready.read(results);
        } else {
          if (out == null) {
            out = ready.plan.emptyOutput(0);
          }
          ready.read(out);
        }
      } finally {
        plans.giveBack(kind, ready);
      }
      ran(ready, alone);
    }

    void run(Direct known) {
      direct = known;
      if (inTurn) {
        Engine.inTurn(pace, this);
      } else {
        accept(false);
      }
    }

    void forget() {
      direct = null;
      x = null;
      out = null;
      numbers = null;
      results = null;
    }
  }

  /**
   * Learns of batches of a shape, if one plan computes them as they are, and changes nothing.
   *
   * @param given the shape of the arrays that hold them
   * @param x the shape that the plan takes
   */
  void learn(Shape given, Shape x) {
    BatchShapes shapes = new BatchShapes(List.of(x), List.of(), List.of());
    int rows = Math.toIntExact(shapes.rows());
    if (!lengths.roomy(shapes).equals(shapes) || !cuts.of(shapes.x()).equals(List.of(rows))) {
      return;
    }
    Kind together = new Kind(shapes.x(), false);
    Ready ready = plans.lend(together);
    try {
      if (!ready.plan.changesShared()) {
        ran(ready, false);
        boolean known = network.starts().get(0).shape().without(0).isKnown();
        add(
            new Direct(
                given,
                together,
                new Kind(shapes.x(), true),
                known ? x.size() : -1,
                ready.outputShapes.get(0),
                ready.plan.input(0).dataType()));
      }
    } finally {
      plans.giveBack(together, ready);
    }
  }

  private synchronized void add(Direct direct) {
    List<Direct> all = new ArrayList<>(List.of(directs));
    all.removeIf(known -> known.given.equals(direct.given));
    all.add(0, direct);
    directs = all.subList(0, Math.min(all.size(), DIRECTS)).toArray(Direct[]::new);
  }

  /**
   * Predicts a batch if its shape was {@linkplain #learn learned}. Nothing is allocated.
   *
   * @param x the data
   * @param out becomes the first output
   * @return false if that is not so, or elements of the arrays are not in order: nothing was done
   * @throws IllegalArgumentException if {@code out} has another shape
   */
  boolean into(INDArray x, INDArray out) {
    for (Direct known : directs) {
      if (known.isOf(x) && known.isPlain(out)) {
        requireShape(known.y, out);
        DirectCall call = call();
        try {
          call.x = x;
          call.out = out;
          call.run(known);
        } finally {
          end(call);
        }
        return true;
      }
    }
    return false;
  }

  /**
   * Predicts a batch if its shape was {@linkplain #learn learned}.
   *
   * @param x the data
   * @return the first output; null if nothing was done
   */
  @Nullable INDArray direct(INDArray x) {
    for (Direct known : directs) {
      if (known.isOf(x)) {
        DirectCall call = call();
        try {
          call.x = x;
          call.run(known);
          return call.out;
        } finally {
          end(call);
        }
      }
    }
    return null;
  }

  /**
   * Predicts a batch if its shape was {@linkplain #learn learned}. Nothing is allocated.
   *
   * @param x the numbers of the data, in order, of an input whose lengths are known
   * @param out becomes the numbers of the first output
   * @return false if nothing was done
   * @throws IllegalArgumentException if {@code out} has another length
   */
  boolean into(float[] x, float[] out) {
    for (Direct known : directs) {
      if (known.numbers == x.length && known.dataType == DataType.FLOAT) {
        requireLength(known.y.size(), out);
        DirectCall call = call();
        try {
          call.numbers = x;
          call.results = out;
          call.run(known);
        } finally {
          end(call);
        }
        return true;
      }
    }
    return false;
  }

  private DirectCall call() {
    synchronized (directCalls) {
      DirectCall known = directCalls.poll();
      return known == null ? new DirectCall() : known;
    }
  }

  private void end(DirectCall call) {
    call.forget();
    synchronized (directCalls) {
      if (directCalls.size() < IDLE_PER_SHAPE) {
        directCalls.push(call);
      }
    }
  }

  private static boolean isShape(Shape shape, INDArray array) {
    boolean same = array.rank() == shape.rank();
    for (int i = 0; same && i < shape.rank(); i++) {
      same = array.size(i) == shape.dim(i);
    }
    return same;
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

  /** Frees all plans: now, or when they are no longer in use. */
  void close() {
    plans.close();
  }
}
