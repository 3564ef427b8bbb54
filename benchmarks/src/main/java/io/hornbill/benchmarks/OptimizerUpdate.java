package io.hornbill.benchmarks;

import io.hornbill.benchmarks.harness.Durations;
import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.Read;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.optimizers.Optimizers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One optimizer at work on one matrix, and a copy of as many bytes as it must touch. */
final class OptimizerUpdate implements AutoCloseable {

  private static final long SIDE = 1000;

  private final String name;
  private final Optimizer optimizer;
  private final Plan plan;
  private final BytePointer from;
  private final BytePointer to;
  private long bytesRead;
  private long bytesWritten;
  private double flops;
  private Durations updates = new Durations();
  private Durations copies = new Durations();

  OptimizerUpdate(String name) {
    this.name = name;
    optimizer = Optimizers.get(name);
    Nd4j.getRandom().setSeed(1);
    List<Variable> weights = List.of(new Variable("kernel", random()));
    Tensor gradient = Ops.placeholder("gradient", new Spec(weights.get(0).dataType(), shape()));
    optimizer.build(weights);
    Program program =
        new Program(List.of(gradient), List.of(), optimizer.update(weights, List.of(gradient)));
    plan = Plan.compile(program, PlanOptions.DEFAULT);
    plan.input(0).assign(random());
    count(gradient, program.updates());
    from = filled((bytesRead + bytesWritten) / 2);
    to = filled((bytesRead + bytesWritten) / 2);
  }

  String name() {
    return name;
  }

  /** Returns how much of the gradient, the weights and the slots is needed. */
  long bytesRead() {
    return bytesRead;
  }

  /** Returns how much of the weights and the slots changes. */
  long bytesWritten() {
    return bytesWritten;
  }

  /** Returns the arithmetic in products of matrices, which no copy has: 10⁹ operations. */
  double gigaflops() {
    return flops / 1e9;
  }

  /** Returns how long updates took. */
  Durations updates() {
    return updates;
  }

  /** Returns how long copies took. */
  Durations copies() {
    return copies;
  }

  /** Forgets all durations. */
  void clear() {
    updates = new Durations();
    copies = new Durations();
  }

  /** Updates again and again. */
  void update(long nanos) {
    repeat(
        nanos,
        updates,
        () -> {
          optimizer.beforeStep();
          plan.run();
        });
  }

  /** Copies again and again. */
  void copy(long nanos) {
    repeat(nanos, copies, () -> Pointer.memcpy(to, from, from.capacity()));
  }

  /** Prints what each kernel of the update takes. */
  void profile() {
    plan.profile().forEach(System.out::println);
  }

  @Override
  public void close() {
    plan.close();
    from.close();
    to.close();
  }

  private static void repeat(long nanos, Durations durations, Runnable work) {
    long end = System.nanoTime() + nanos;
    long start;
    do {
      start = System.nanoTime();
      work.run();
      durations.add(System.nanoTime() - start);
    } while (start < end);
  }

  /** Counts each array once, however often the update comes back to it. */
  private void count(Tensor gradient, List<Assignment> assignments) {
    Set<Node> seen = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>();
    bytesRead = bytes(gradient.spec());
    for (Assignment assignment : assignments) {
      bytesWritten += bytes(assignment.value().spec());
      open.add(assignment.value().node());
    }
    while (!open.isEmpty()) {
      Node node = open.remove();
      if (seen.add(node)) {
        node.inputs().forEach(input -> open.add(input.node()));
        if (node.op() instanceof Read) {
          bytesRead += bytes(node.output(0).spec());
        } else if (node.op() instanceof MatMul) {
          flops += 2.0 * SIDE * node.output(0).shape().size();
        }
      }
    }
  }

  private static long bytes(Spec spec) {
    return spec.shape().size() * spec.dataType().width();
  }

  private static Shape shape() {
    return Shape.of(SIDE, SIDE);
  }

  private static INDArray random() {
    return Nd4j.rand(new long[] {SIDE, SIDE}).subi(0.5);
  }

  private static BytePointer filled(long bytes) {
    return new BytePointer(bytes).fill(1);
  }
}
