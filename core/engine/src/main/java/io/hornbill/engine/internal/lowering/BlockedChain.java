package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.ChannelBlocks;
import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;

/**
 * The operands of a chain on images in {@link ChannelBlocks}: images, numbers, and numbers for each
 * channel, of all images or of each. The latter, which scale images by gates, oneDNN takes in the
 * first link alone; further on the chain is computed image by image.
 *
 * @param image the shape of the result
 * @param lanes 1, or the number of images
 */
record BlockedChain(Shape image, int lanes) implements Operands {
  static BlockedChain of(ElementwiseGroup group) {
    Shape image = group.root().shape();
    Node first = group.nodes().get(group.nodes().size() - 1);
    Tensor second = first.input(first.inputs().size() - 1);
    boolean later = group.leaves().stream().anyMatch(t -> isGate(t.shape(), image) && t != second);
    return new BlockedChain(image, later ? (int) image.dim(0) : 1);
  }

  /** Whether a chain has an operand with a number for each channel. */
  static boolean fits(ElementwiseGroup group) {
    Shape image = group.root().shape();
    return group.leaves().stream()
        .map(Tensor::shape)
        .anyMatch(operand -> operand.size() != 1 && !operand.equals(image));
  }

  /** Whether an operand has a number for each channel of each of several images. */
  static boolean isGate(Shape operand, Shape image) {
    return operand.rank() == 4
        && operand.dim(0) == image.dim(0)
        && operand.last() == image.last()
        && operand.dim(1) * operand.dim(2) == 1;
  }

  @Override
  public MemoryDesc whole() {
    return BlockedImages.desc(image.with(0, image.dim(0) / lanes));
  }

  @Override
  public MemoryDesc one() {
    return channels(1);
  }

  @Override
  public Buffer ones() {
    return Rows.ONES;
  }

  @Override
  public boolean begins(Tensor operand) {
    return operand.shape().size() != 1;
  }

  @Override
  public MemoryDesc desc(Tensor operand) {
    if (isWhole(operand)) {
      return whole();
    }
    return operand.shape().size() == 1
        ? MemoryDesc.dense(1, 1, 1, 1)
        : channels(isShared(operand) ? image.dim(0) / lanes : 1);
  }

  /** A number for each channel; oneDNN wants blocks here, too. */
  private MemoryDesc channels(long images) {
    return MemoryDesc.channelBlocks(images, image.last(), 1, 1);
  }

  @Override
  public boolean isWhole(Tensor operand) {
    return operand.shape().equals(image);
  }

  private boolean isShared(Tensor operand) {
    return image.dim(0) > 1 && isGate(operand.shape(), image);
  }

  @Override
  public Shape copied(Tensor operand, Shape whole) {
    return whole;
  }

  @Override
  public boolean fits(Tensor operand, Shape whole) {
    return true; // others are not asked for in blocks
  }

  @Override
  public boolean isTogether() {
    return false;
  }

  @Override
  public Buffer part(Tensor operand, Buffer buffer, int lane) {
    return isWhole(operand) || isShared(operand) ? buffer.lane(lane, lanes) : buffer;
  }
}
