package io.hornbill.engine.internal.kernel;

import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Conv;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Images {@code [n, h, w, c]} whose channels lie in blocks of eight: {@code [n, c / 8, h, w, 8]} in
 * memory, as many elements as channels last. Each image of a batch is one piece of memory in both
 * layouts, and images of one pixel are the same in both.
 */
public final class ChannelBlocks {
  /** Channels in a block. */
  public static final int LENGTH = 8;

  private ChannelBlocks() {}

  /**
   * Says whether a tensor can lie in blocks, and looks different there.
   *
   * @param tensor the tensor
   * @return true for floats {@code [n, h, w, c]} of more than one pixel and whole blocks
   */
  public static boolean fits(Tensor tensor) {
    Shape shape = tensor.shape();
    return tensor.dataType() == DataType.FLOAT
        && shape.rank() == 4
        && shape.last() % LENGTH == 0
        && shape.dim(1) * shape.dim(2) > 1
        && shape.size() > 0;
  }

  /**
   * Returns what a node reads as images, if it works on blocks.
   *
   * @param node the node
   * @return its inputs that are images of several pixels and whole blocks
   */
  public static List<Tensor> images(Node node) {
    boolean weighted = node.op().getClass() == Conv.class;
    List<Tensor> images = weighted ? node.inputs().subList(0, 1) : node.inputs();
    return images.stream().filter(ChannelBlocks::fits).toList();
  }
}
