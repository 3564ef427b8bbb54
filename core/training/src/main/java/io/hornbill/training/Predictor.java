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
import io.hornbill.engine.PlanOptions;
import io.hornbill.graph.Shape;
import io.hornbill.layers.Network;
import io.hornbill.layers.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
  private final Pool<PlanKind, ReadyPlan> plans;
  private final Pace pace = new Pace();

  /** Whether the plan used last takes all cores: then callers line up before they borrow one. */
  private volatile boolean inTurn;

  /** Batches that one plan computes as they are. */
  private final DirectCalls direct = new DirectCalls(this);

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
                new ReadyPlan(
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
        ask(alone -> call.batch(pass, alone));
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
        whole(pass, rows, fitted, new PlanKind(fitted.shapes().x(), alone));
      } else {
        inParts(pass, rows, fitted, parts, alone);
      }
    }

    private void whole(Pass pass, int rows, Fitted fitted, PlanKind kind) {
      ReadyPlan ready = plans.lend(kind);
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
      List<PlanKind> kinds = parts.stream().map(part -> kind(fitted, part, alone)).toList();
      List<ReadyPlan> lent = new ArrayList<>();
      try {
        int from = 0;
        for (int i = 0; i < parts.size(); i++) {
          ReadyPlan ready = plans.lend(kinds.get(i));
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

    private static PlanKind kind(Fitted fitted, int rows, boolean alone) {
      List<Shape> all = fitted.shapes().x();
      return new PlanKind(all.stream().map(shape -> shape.with(0, rows)).toList(), alone);
    }

    void end() {
      turn.close();
    }
  }

  /** A plan that left the other cores to others says nothing of what it would take itself. */
  void ran(ReadyPlan ready, boolean alone) {
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

  /** {@return whole batches, asked for one by one} */
  DirectCalls direct() {
    return direct;
  }

  /** Lends a plan, which is to be {@linkplain #giveBack given back}. */
  ReadyPlan lend(PlanKind kind) {
    return plans.lend(kind);
  }

  void giveBack(PlanKind kind, ReadyPlan ready) {
    plans.giveBack(kind, ready);
  }

  /** Does some work in turn if plans take all cores; it is told whether to stay on one. */
  void ask(Consumer<Boolean> work) {
    if (inTurn) {
      Engine.inTurn(pace, work);
    } else {
      work.accept(false);
    }
  }

  void run(ReadyPlan ready, boolean alone) {
    pace.run(ready.plan, alone);
  }

  /**
   * Says whether one plan computes a batch as it is.
   *
   * @param x the shape of its input
   * @return false if it is cut, or filled up
   */
  boolean isWhole(Shape x) {
    BatchShapes shapes = new BatchShapes(List.of(x), List.of(), List.of());
    return lengths.roomy(shapes).equals(shapes)
        && cuts.of(shapes.x()).equals(List.of(Math.toIntExact(shapes.rows())));
  }

  /** Frees all plans: now, or when they are no longer in use. */
  void close() {
    plans.close();
  }
}
