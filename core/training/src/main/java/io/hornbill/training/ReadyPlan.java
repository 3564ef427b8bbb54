package io.hornbill.training;

import io.hornbill.data.internal.arrays.Bytes;
import io.hornbill.data.internal.arrays.Gathered;
import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A compiled plan that predicts, and its memory. */
final class ReadyPlan implements Lent {
  final Plan plan;
  final List<Bytes> inputs = new ArrayList<>();
  final List<Bytes> outputs = new ArrayList<>();
  final List<Shape> outputShapes = new ArrayList<>();
  private @Nullable FloatBuffer firstInput;
  private @Nullable FloatBuffer firstOutput;

  ReadyPlan(Program program, PlanOptions options) {
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
        rows, whole ? shapes : shapes.stream().map(shape -> shape.with(0, rows)).toList(), outputs);
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
