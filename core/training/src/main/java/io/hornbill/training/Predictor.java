package io.hornbill.training;

import io.hornbill.callbacks.CallbackList;
import io.hornbill.callbacks.Logs;
import io.hornbill.data.internal.arrays.Bytes;
import io.hornbill.data.internal.arrays.Gathered;
import io.hornbill.data.internal.feeds.Epochs;
import io.hornbill.data.internal.feeds.Pass;
import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Shape;
import io.hornbill.layers.Network;
import io.hornbill.layers.Trace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Plans that predict: many threads may ask at once, each gets a plan of its own while the weights
 * are shared. Plans are kept for the shapes asked last. A model that keeps states is asked by one
 * thread after the other.
 */
final class Predictor implements AutoCloseable {
  private static final int SHAPES = 16;
  private static final int IDLE_PER_SHAPE = 2 * Runtime.getRuntime().availableProcessors();

  private final Network network;
  private final PlanOptions options;
  private final Map<List<Shape>, Deque<Ready>> idle = new LinkedHashMap<>(16, 0.75f, true);
  private final Object states = new Object();
  private boolean closed;

  /** A compiled plan. */
  private static final class Ready {
    final Plan plan;
    final List<Bytes> inputs = new ArrayList<>();
    final List<Bytes> outputs = new ArrayList<>();
    final List<Shape> outputShapes = new ArrayList<>();
    final boolean keepsStates;

    Ready(Program program, PlanOptions options) {
      plan = Plan.compile(program, options);
      keepsStates = !program.updates().isEmpty();
      for (int i = 0; i < program.inputs().size(); i++) {
        inputs.add(Bytes.of(plan.input(i)));
      }
      for (int i = 0; i < program.outputs().size(); i++) {
        outputs.add(Bytes.of(plan.output(i)));
        outputShapes.add(program.outputs().get(i).shape());
      }
    }
  }

  Predictor(Network network, PlanOptions options) {
    this.network = network;
    this.options = options;
  }

  /**
   * Predicts from an epoch of batches.
   *
   * @param data the batches
   * @param callbacks told of every batch
   * @param rows how many rows there are; -1 if that is unknown
   * @return the outputs
   */
  List<INDArray> run(Epochs data, CallbackList callbacks, long rows) {
    Gathered gathered = new Gathered(network.dataType(), rows);
    int batch = 0;
    for (boolean more = data.begin(); more; more = data.next()) {
      callbacks.onPredictBatchBegin(batch, new Logs());
      Pass pass = data.present();
      List<Shape> shapes = pass.shapes().x();
      Ready ready = lend(shapes);
      pass.copyTo(ready.inputs);
      run(ready);
      gathered.add(ready.outputShapes, ready.outputs);
      giveBack(shapes, ready);
      callbacks.onPredictBatchEnd(batch, new Logs());
      batch++;
    }
    if (data.wasInterrupted()) {
      throw data.cancelled("prediction");
    }
    return gathered.arrays();
  }

  /** Lends a plan; it is given back by {@link #giveBack}. */
  private Ready lend(List<Shape> shapes) {
    synchronized (idle) {
      Deque<Ready> known = idle.get(shapes);
      if (known != null && !known.isEmpty()) {
        return known.pop();
      }
    }
    return new Ready(StepBuilder.prediction(network, Trace.inference(), shapes), options);
  }

  private void giveBack(List<Shape> shapes, Ready ready) {
    List<Ready> surplus = new ArrayList<>();
    synchronized (idle) {
      Deque<Ready> known = idle.computeIfAbsent(shapes, s -> new ArrayDeque<>());
      if (closed || known.size() >= IDLE_PER_SHAPE) {
        surplus.add(ready);
      } else {
        known.push(ready);
      }
      if (idle.size() > SHAPES) {
        var oldest = idle.entrySet().iterator();
        surplus.addAll(oldest.next().getValue());
        oldest.remove();
      }
    }
    surplus.forEach(one -> one.plan.close());
  }

  private void run(Ready ready) {
    if (ready.keepsStates) {
      synchronized (states) {
        ready.plan.run();
      }
    } else {
      ready.plan.run();
    }
  }

  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      idle.values().forEach(plans -> plans.forEach(one -> one.plan.close()));
      idle.clear();
    }
  }
}
