package io.hornbill.engine;

import io.hornbill.base.Fault;
import io.hornbill.base.MemoryLimit;
import io.hornbill.graph.Node;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Read;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a plan needs of memory, its variables, inputs and outputs included, computed before it is
 * taken; and the taking of it.
 */
final class PlanMemory {
  private static final String REMEDY =
      "Raise -Dorg.bytedeco.javacpp.maxbytes and -Dorg.bytedeco.javacpp.maxphysicalbytes (by"
          + " default -Xmx and four times that; 0 is no limit), close models that are not needed"
          + " any more, or use a smaller batch.";

  private static final String OWNER = "Plan";

  /** Code and the libraries' own memory. */
  private static final long PROCESS = 200L << 20;

  private final List<Node> order;
  private double outside;
  private double largest;

  /**
   * Counts what lies outside the plan's block, and the least that the block can have.
   *
   * @param program what is computed
   * @param order its nodes, as they are computed
   */
  PlanMemory(Program program, List<Node> order) {
    this.order = order;
    program.inputs().forEach(t -> outside += bytes(t.spec()));
    program.outputs().forEach(t -> outside += bytes(t.spec()));
    program.outputs().forEach(PlanMemory::requireElements);
    for (Node node : order) {
      if (node.op() instanceof Read) {
        outside += bytes(node.output(0).spec());
      }
      for (Tensor output : node.outputs()) {
        largest = Math.max(largest, bytes(output.spec()));
      }
    }
  }

  private static void requireElements(Tensor output) {
    if (output.shape().isKnown() && output.shape().size() == 0) {
      Object owner = output.node().owner();
      throw Fault.of("Plan")
          .expected("what is computed must have elements")
          .received("shape %s of %s", output.shape(), owner == null ? output.node() : owner)
          .remedy("Correct the lengths of its input.")
          .argument();
    }
  }

  private static double bytes(Spec spec) {
    double bytes = spec.dataType().width();
    for (long length : spec.shape().dims()) {
      bytes *= length;
    }
    return bytes;
  }

  /** Refuses what cannot fit whatever its kernels are, before any of them is made. */
  void check() {
    require(Math.max(outside, largest));
    for (Node node : order) {
      for (Tensor output : node.outputs()) {
        if (output.shape().size() > Integer.MAX_VALUE) {
          throw Fault.of("Plan")
              .expected("one array must have less than 2^31 elements")
              .received("%s in %s", output.shape(), node.owner() == null ? node : node.owner())
              .remedy("Use a smaller batch, or several layers.")
              .argument();
        }
      }
    }
  }

  /**
   * Refuses what does not fit.
   *
   * @param block the size of the plan's own block in bytes
   */
  void check(double block) {
    require(outside + block);
    within(Pointer.maxBytes(), block);
  }

  private void within(long most, double bytes) {
    if (most > 0 && bytes > most) {
      throw Fault.of("Plan")
          .expected(
              "what a plan needs must fit into JavaCPP's limit, %s",
              MemoryLimit.text((double) most))
          .received("%s, most of it for %s", MemoryLimit.text(bytes), greediest())
          .remedy(REMEDY)
          .argument();
    }
  }

  private void require(double bytes) {
    MemoryLimit.require(bytes, () -> "Plan", () -> "a plan, most of it for " + greediest());
    long physical = Pointer.maxPhysicalBytes(); // of all, the Java heap included
    long heap = Runtime.getRuntime().totalMemory() + PROCESS;
    within(physical - Math.min(heap, physical / 4), bytes);
  }

  /** The layer whose results and weights are largest, all together. */
  private String greediest() {
    Map<Object, Double> sums = new HashMap<>();
    Object most = "its inputs and outputs";
    double greatest = 0;
    for (Node node : order) {
      Object owner = node.owner() == null ? node.op().name() : node.owner();
      double sum = 0;
      for (Tensor output : node.outputs()) {
        sum += bytes(output.spec());
      }
      double total = sums.merge(owner, sum, Double::sum);
      if (total > greatest) {
        greatest = total;
        most = owner;
      }
    }
    return "%s (%s of results and weights)".formatted(most, MemoryLimit.text(greatest));
  }

  /** Takes memory for an array. */
  static INDArray array(Tensor tensor) {
    Spec spec = tensor.spec();
    try {
      return Nd4j.create(spec.dataType(), spec.shape().dims(), 'c');
    } catch (OutOfMemoryError | RuntimeException none) {
      throw exhausted(bytes(spec), none);
    }
  }

  /** Takes memory for the block. */
  static BytePointer block(long bytes) {
    try {
      return new BytePointer(bytes);
    } catch (OutOfMemoryError none) {
      throw exhausted((double) bytes, none);
    }
  }

  private static OutOfMemoryError exhausted(double bytes, Throwable cause) {
    return error(
        "none for %s more (%s)".formatted(MemoryLimit.text(bytes), cause.getMessage()), cause);
  }

  /** What JavaCPP throws wherever native memory is asked for, with the remedy. */
  static OutOfMemoryError exhausted(OutOfMemoryError cause) {
    String message = String.valueOf(cause.getMessage());
    boolean outside = message.contains("ytes = ") || message.contains("hysical memory");
    return outside && !message.startsWith(OWNER + ": ") ? error(message, cause) : cause;
  }

  private static OutOfMemoryError error(String received, Throwable cause) {
    OutOfMemoryError error =
        Fault.of(OWNER)
            .expected("memory outside the Java heap must be left")
            .received(received)
            .remedy(REMEDY)
            .as(OutOfMemoryError::new);
    error.initCause(cause);
    return error;
  }
}
