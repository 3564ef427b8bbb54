package io.hornbill.engine.internal.java;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Node;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;

/** Adds rows into a table of zeros, one after the other, so that repeated numbers are exact. */
final class ScatterAddKernel extends Kernel {
  private final Buffer values;
  private final Buffer table;
  private final DoubleArray ids;
  private final long rows;
  private final int row;
  private Pointer memory = new BytePointer();
  private FloatBuffer floatValues = FloatBuffer.allocate(0);
  private FloatBuffer floatTable = FloatBuffer.allocate(0);
  private DoubleBuffer doubleValues = DoubleBuffer.allocate(0);
  private DoubleBuffer doubleTable = DoubleBuffer.allocate(0);
  private float[] a = new float[0];
  private float[] b = new float[0];

  ScatterAddKernel(Node node, Memory memory) {
    super(
        "scatterAdd " + node,
        node.inputs().stream().map(memory::of).toList(),
        List.of(memory.of(node.output(0))));
    ids = new DoubleArray(memory.of(node.input(0)));
    values = memory.of(node.input(1));
    table = memory.of(node.output(0));
    rows = node.output(0).dim(0);
    row = (int) (table.elements() / Math.max(1, rows));
  }

  @Override
  public void bind() {
    ids.bind();
    memory = table.pointer();
    if (table.dataType() == DataType.DOUBLE) {
      doubleValues = values.doubles();
      doubleTable = table.doubles();
    } else {
      floatValues = values.floats();
      floatTable = table.floats();
      a = new float[row];
      b = new float[row];
    }
  }

  @Override
  public void run() {
    ids.load();
    double[] numbers = ids.values();
    GatherKernel.check("ScatterAdd", numbers, rows, 1);
    Pointer.memset(memory, 0, table.byteSize());
    boolean isDouble = table.dataType() == DataType.DOUBLE;
    for (int i = 0; i < numbers.length; i++) {
      int to = ((int) numbers[i]) * row;
      if (isDouble) {
        addDoubles(i * row, to);
      } else {
        addFloats(i * row, to);
      }
    }
  }

  private void addFloats(int from, int to) {
    floatValues.get(from, a);
    floatTable.get(to, b);
    for (int k = 0; k < row; k++) {
      b[k] += a[k];
    }
    floatTable.put(to, b);
  }

  private void addDoubles(int from, int to) {
    for (int k = 0; k < row; k++) {
      doubleTable.put(to + k, doubleTable.get(to + k) + doubleValues.get(from + k));
    }
  }
}
