package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Topology;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that compute each sample of a batch by itself, as one node: the engine computes all of them
 * for one part of the batch before the next part begins, so that what they hand to each other stays
 * in the caches. It makes such nodes of programs that have their gradients.
 */
public final class InParts implements Op {
  private final List<Tensor> placeholders;
  private final List<Tensor> results;
  private final long batch;
  private final long rows;

  /**
   * Makes the node's op.
   *
   * @param placeholders what the nodes read, for one part
   * @param results what others read of them, for one part
   * @param batch how many samples there are
   * @param rows how many of them make a part
   */
  public InParts(List<Tensor> placeholders, List<Tensor> results, long batch, long rows) {
    this.placeholders = List.copyOf(placeholders);
    this.results = List.copyOf(results);
    this.batch = batch;
    this.rows = rows;
  }

  @Override
  public String name() {
    return Topology.sort(results).stream()
        .filter(node -> !node.inputs().isEmpty())
        .map(node -> node.op().name())
        .collect(Collectors.joining(", ", "in " + parts() + " parts [", "]"));
  }

  /**
   * Returns the number of parts.
   *
   * @return in how many parts the batch is computed
   */
  public int parts() {
    return Math.toIntExact(batch / rows);
  }

  /**
   * Returns what the nodes read.
   *
   * @return a placeholder for each input of the node, in the shape of one part or, for what all
   *     parts read, of the whole
   */
  public List<Tensor> placeholders() {
    return placeholders;
  }

  /**
   * Returns what others read of the nodes.
   *
   * @return a tensor for each output of the node, in the shape of one part
   */
  public List<Tensor> results() {
    return results;
  }

  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    return results.stream()
        .map(part -> new Spec(part.dataType(), part.shape().with(0, batch)))
        .toList();
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    throw new UnsupportedOperationException(name() + " is made after gradients");
  }
}
