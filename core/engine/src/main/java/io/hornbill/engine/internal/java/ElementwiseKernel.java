package io.hornbill.engine.internal.java;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.kernel.Tiles;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Computes an elementwise group tile by tile: every operand's tile is copied into an array, the
 * nodes are loops over such arrays, and the result's tile is copied out. The loops are simple
 * enough for the JIT to vectorize.
 */
final class ElementwiseKernel extends Kernel {
  private static final int TILE = 2048;

  private final List<Operand> operands = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Buffer target;
  private final boolean isDouble;
  private final Tiles tiles;
  private final int result;
  private float[][] floats = new float[0][];
  private double[][] doubles = new double[0][];
  private FloatBuffer floatTarget = FloatBuffer.allocate(0);
  private DoubleBuffer doubleTarget = DoubleBuffer.allocate(0);
  private int length;

  /** One node: which registers it reads and writes. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Step(Loops.Floats floats, Loops.Doubles doubles, int[] in, int out) {}

  ElementwiseKernel(ElementwiseGroup group, Memory memory) {
    super(
        "tiles " + names(group),
        group.leaves().stream().map(memory::of).toList(),
        List.of(memory.of(group.root())));
    Tensor root = group.root();
    target = memory.of(root);
    isDouble = root.dataType() == DataType.DOUBLE;
    IdentityHashMap<Tensor, Integer> register = new IdentityHashMap<>();
    for (Tensor leaf : group.leaves()) {
      register.put(leaf, register.size());
      operands.add(new Operand(memory.of(leaf), leaf.shape(), root.shape()));
    }
    List<Node> nodes = group.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) { // inputs before users
      Node node = nodes.get(i);
      int[] in = node.inputs().stream().mapToInt(t -> register.getOrDefault(t, -1)).toArray();
      int out = register.size();
      register.put(node.output(0), out);
      steps.add(new Step(Loops.floats(node.op()), Loops.doubles(node.op()), in, out));
    }
    tiles = memory.tiles();
    tiles.need(register.size(), (int) Math.min(TILE, root.shape().size()));
    result = steps.get(steps.size() - 1).out();
  }

  private static String names(ElementwiseGroup group) {
    List<String> names = new ArrayList<>();
    for (Node node : group.nodes()) {
      names.add(0, node.op().name());
    }
    return names + " " + group.root().shape();
  }

  @Override
  public List<Buffer> overwritable() {
    return operands.stream()
        .filter(o -> o.isWhole() && o.buffer().dataType() == target.dataType())
        .map(Operand::buffer)
        .toList();
  }

  @Override
  public void bind() {
    operands.forEach(Operand::bind);
    length = Math.toIntExact(target.elements());
    boolean mixed = false;
    for (Operand operand : operands) {
      mixed |= (operand.buffer().dataType() == DataType.DOUBLE) != isDouble;
    }
    if (isDouble || mixed) {
      doubles = tiles.doubles();
    }
    if (!isDouble || mixed) {
      floats = tiles.floats();
    }
    if (isDouble) {
      doubleTarget = target.doubles();
    } else {
      floatTarget = target.floats();
    }
  }

  @Override
  public void run() {
    for (int i = 0; i < operands.size(); i++) {
      operands.get(i).start();
    }
    for (int from = 0; from < length; from += TILE) {
      int count = Math.min(TILE, length - from);
      if (isDouble) {
        runDoubles(from, count);
      } else {
        runFloats(from, count);
      }
    }
  }

  private void runFloats(int from, int count) {
    for (int i = 0; i < operands.size(); i++) {
      Operand operand = operands.get(i);
      if (operand.buffer().dataType() == DataType.DOUBLE) {
        operand.load(from, count, doubles[i]);
        Loops.convert(doubles[i], floats[i], count);
      } else {
        operand.load(from, count, floats[i]);
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      step.floats.run(step.in, floats, floats[step.out], from, count);
    }
    floatTarget.put(from, floats[result], 0, count);
  }

  private void runDoubles(int from, int count) {
    for (int i = 0; i < operands.size(); i++) {
      Operand operand = operands.get(i);
      if (operand.buffer().dataType() == DataType.DOUBLE) {
        operand.load(from, count, doubles[i]);
      } else {
        operand.load(from, count, floats[i]);
        Loops.convert(floats[i], doubles[i], count);
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      step.doubles.run(step.in, doubles, doubles[step.out], from, count);
    }
    doubleTarget.put(from, doubles[result], 0, count);
  }
}
