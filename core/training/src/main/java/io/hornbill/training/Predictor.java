package io.hornbill.training;

import io.hornbill.callbacks.CallbackList;
import io.hornbill.callbacks.Logs;
import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.data.internal.arrays.Bytes;
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
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Plans that predict: many threads may ask at once, each gets a plan of its own while the weights
 * are shared. Plans are kept for the shapes asked last. A model that keeps states is asked by one
 * thread after the other.
 */
final class Predictor {
  private static final int SHAPES = 64;
  private static final long BYTES = 256L << 20;
  private static final int IDLE_PER_SHAPE = 2 * Runtime.getRuntime().availableProcessors();

  private final Network network;
  private final BatchCuts cuts;
  private final Lengths lengths;
  private final Pool<Kind, Ready> plans;
  private final Pace pace = new Pace();

  /** Whether the plan used last takes all cores: then callers line up before they borrow one. */
  private volatile boolean inTurn;

  /**
   * What a plan is for.
   *
   * @param shapes the shapes of its inputs
   * @param alone whether it leaves the other cores to others
   */
  private record Kind(List<Shape> shapes, boolean alone) {}

  /** A compiled plan. */
  private static final class Ready implements Lent {
    final Plan plan;
    final List<Bytes> inputs = new ArrayList<>();
    final List<Bytes> outputs = new ArrayList<>();
    final List<Shape> outputShapes = new ArrayList<>();

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

    /** A plan that left the other cores to others says nothing of what it would take itself. */
    private void ran(Ready ready, boolean alone) {
      if (!alone) {
        inTurn = ready.plan.usesAllCores() && !ready.plan.changesShared();
      }
    }

    void end() {
      turn.close();
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

  /** Frees all plans: now, or when they are no longer in use. */
  void close() {
    plans.close();
  }
}
