package io.hornbill.graph.internal.ops;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An op that is computed by its plain definition on Java arrays, for what is asked for too seldom
 * to have a kernel: decompositions of matrices, histograms, arithmetic on bits.
 */
public final class Computed implements Op {
  private final String name;
  private final Function<List<Shape>, List<Shape>> shapes;
  private final Body body;
  private final @Nullable Rule gradient;

  /** The definition. */
  @FunctionalInterface
  public interface Body {
    /**
     * Fills the outputs.
     *
     * @param shapes the shapes of the inputs
     * @param in the elements of each input, in C order
     * @param out the elements of each output, to be filled whole
     */
    void compute(List<Shape> shapes, double[][] in, double[][] out);
  }

  /** The gradient. */
  @FunctionalInterface
  public interface Rule {
    /**
     * Returns the gradients by the inputs.
     *
     * @param node the op with its inputs and outputs
     * @param gradients one per output; null where the loss does not depend on it
     * @return one per input; null where no gradient flows
     */
    List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients);
  }

  /**
   * Makes an op.
   *
   * @param name its name, for messages
   * @param shapes the shapes of the outputs by those of the inputs
   * @param body the definition
   * @param gradient the gradient; null if there is none
   */
  public Computed(
      String name, Function<List<Shape>, List<Shape>> shapes, Body body, @Nullable Rule gradient) {
    this.name = name;
    this.shapes = shapes;
    this.body = body;
    this.gradient = gradient;
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * Returns the definition.
   *
   * @return what computes the outputs
   */
  public Body body() {
    return body;
  }

  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    return shapes.apply(inputs.stream().map(Tensor::shape).toList()).stream()
        .map(shape -> new Spec(inputs.get(0).dataType(), shape))
        .toList();
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Rule rule = gradient;
    if (rule == null && gradients.stream().anyMatch(Objects::nonNull)) {
      throw Fault.of(name)
          .expected("training must not go through this op")
          .received("a loss that depends on it")
          .remedy("Stop the gradient before it, or freeze the layers below.")
          .unsupported();
    }
    return rule == null
        ? new java.util.ArrayList<>(java.util.Collections.nCopies(node.inputs().size(), null))
        : rule.gradients(node, gradients);
  }
}
