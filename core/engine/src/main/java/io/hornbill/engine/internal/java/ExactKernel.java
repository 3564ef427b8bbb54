package io.hornbill.engine.internal.java;

import io.hornbill.base.JavaHeap;
import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Node;
import java.util.List;
import java.util.stream.Stream;

/** The fallback for an op: its plain definition, computed in double on Java arrays. */
final class ExactKernel extends Kernel {
  /** The definition: fills the outputs from the inputs. */
  @FunctionalInterface
  interface Body {
    void compute(double[][] in, double[][] out);
  }

  private final List<DoubleArray> inputs;
  private final List<DoubleArray> outputs;
  private final Body body;
  private double[][] in = new double[0][];
  private double[][] out = new double[0][];

  ExactKernel(Node node, Memory memory, Body body) {
    super(
        "exact " + node,
        node.inputs().stream().map(memory::of).toList(),
        node.outputs().stream().map(memory::of).toList());
    this.body = body;
    JavaHeap.require(elements() * (double) (Double.BYTES + Integer.BYTES), "Plan", name());
    inputs = reads().stream().map(DoubleArray::new).toList();
    outputs = writes().stream().map(DoubleArray::new).toList();
  }

  private long elements() {
    return Stream.concat(reads().stream(), writes().stream()).mapToLong(Buffer::elements).sum();
  }

  @Override
  public void bind() {
    inputs.forEach(DoubleArray::bind);
    outputs.forEach(DoubleArray::bind);
    in = inputs.stream().map(DoubleArray::values).toArray(double[][]::new);
    out = outputs.stream().map(DoubleArray::values).toArray(double[][]::new);
  }

  @Override
  public void run() {
    for (int i = 0; i < inputs.size(); i++) {
      inputs.get(i).load();
    }
    body.compute(in, out);
    for (int i = 0; i < outputs.size(); i++) {
      outputs.get(i).store();
    }
  }
}
