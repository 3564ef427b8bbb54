package io.hornbill.engine.internal.java;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.kernel.Tiles;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Tensor;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Computes an elementwise group tile by tile: every operand's tile is copied into an array, the
 * nodes are loops over such arrays, and the result's tile is copied out. The loops are simple
 * enough for the JIT to vectorize.
 */
final class ElementwiseKernel extends Kernel {
  private static final int TILE = 2048;

  private final Operand[] operands;

  /** The nodes, in an order in which they can be computed. Equal groups of a plan share them. */
  private final Step[] steps;

  private final Buffer target;
  private final boolean isDouble;
  private final Tiles tiles;
  private final int result;
  private float[][] floats = {};
  private double[][] doubles = {};
  private FloatBuffer floatTarget = Operand.NO_FLOATS;
  private DoubleBuffer doubleTarget = Operand.NO_DOUBLES;
  private int length;

  /** One node: which registers it reads and writes. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Step(Loops.Floats floats, Loops.Doubles doubles, int[] in, int out) {
    static Step of(Work work) {
      int[] in = work.in().stream().mapToInt(Integer::intValue).toArray();
      return new Step(Loops.floats(work.op()), Loops.doubles(work.op()), in, work.out());
    }
  }

  /** What a step is made of. */
  private record Work(Op op, List<Integer> in, int out) {}

  ElementwiseKernel(ElementwiseGroup group, Memory memory) {
    super(
        "tiles " + names(group),
        group.leaves().stream().map(memory::of).toList(),
        List.of(memory.of(group.root())));
    Tensor root = group.root();
    target = memory.of(root);
    isDouble = root.dataType() == DataType.DOUBLE;
    IdentityHashMap<Tensor, Integer> register = new IdentityHashMap<>();
    List<Operand> leaves = new ArrayList<>();
    for (Tensor leaf : group.leaves()) {
      register.put(leaf, register.size());
      leaves.add(new Operand(memory.of(leaf), leaf.shape(), root.shape()));
    }
    operands = leaves.toArray(Operand[]::new);
    List<Node> nodes = group.nodes();
    List<Work> work = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) { // inputs before users
      Node node = nodes.get(i);
      List<Integer> in = node.inputs().stream().map(t -> register.getOrDefault(t, -1)).toList();
      int out = register.size();
      register.put(node.output(0), out);
      work.add(new Work(node.op(), in, out));
    }
    steps = memory.shared(work, () -> work.stream().map(Step::of).toArray(Step[]::new));
    tiles = memory.tiles();
    tiles.need(register.size(), (int) Math.min(TILE, root.shape().size()));
    result = steps[steps.length - 1].out();
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
    return Stream.of(operands)
        .filter(o -> o.isWhole() && o.isDouble() == isDouble)
        .map(Operand::buffer)
        .toList();
  }

  @Override
  public void bind() {
    length = Math.toIntExact(target.elements());
    boolean mixed = false;
    for (Operand operand : operands) {
      operand.bind();
      mixed |= operand.isDouble() != isDouble;
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
    for (Operand operand : operands) {
      operand.start();
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
    for (int i = 0; i < operands.length; i++) {
      Operand operand = operands[i];
      if (operand.isDouble()) {
        operand.load(from, count, doubles[i]);
        Loops.convert(doubles[i], floats[i], count);
      } else {
        operand.load(from, count, floats[i]);
      }
    }
    for (Step step : steps) {
      step.floats.run(step.in, floats, floats[step.out], from, count);
    }
    floatTarget.put(from, floats[result], 0, count);
  }

  private void runDoubles(int from, int count) {
    for (int i = 0; i < operands.length; i++) {
      Operand operand = operands[i];
      if (operand.isDouble()) {
        operand.load(from, count, doubles[i]);
      } else {
        operand.load(from, count, floats[i]);
        Loops.convert(floats[i], doubles[i], count);
      }
    }
    for (Step step : steps) {
      step.doubles.run(step.in, doubles, doubles[step.out], from, count);
    }
    doubleTarget.put(from, doubles[result], 0, count);
  }
}
