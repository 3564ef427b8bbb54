package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Gives all pictures the same number of boxes; pictures themselves stay as they are. */
public final class MaxNumBoundingBoxes extends ImageLayer<MaxNumBoundingBoxes> {
  private static final Setting<Integer> MAX_NUMBER = Setting.integer("max_number", 1).positive();
  private static final Setting<Integer> FILL_VALUE = Setting.integer("fill_value", -1);

  /**
   * Makes a layer.
   *
   * @param maxNumber the number of boxes in the output
   */
  public MaxNumBoundingBoxes(int maxNumber) {
    declare(MAX_NUMBER, FILL_VALUE);
    set(MAX_NUMBER, maxNumber);
  }

  /**
   * Sets the numbers of boxes that are not there.
   *
   * @param fillValue -1 by default
   */
  public MaxNumBoundingBoxes fillValue(int fillValue) {
    return with(FILL_VALUE, fillValue);
  }

  @Override
  Pictures change(Pictures in, boolean training, RandomStream random) {
    return in;
  }

  @Override
  Alteration alteration(int count, int height, int width, RandomStream random) {
    return new Alteration() {
      @Override
      public Pictures images(Pictures in) {
        return in;
      }

      @Override
      public Boxes boxes(Boxes in, int tall, int wide) {
        return in.counted(get(MAX_NUMBER), get(FILL_VALUE));
      }
    };
  }

  @Override
  Alteration alteration(int count, int height, int width, boolean training, RandomStream random) {
    return alteration(count, height, width, random);
  }

  @Override
  boolean changesMaps() {
    return true;
  }

  @Override
  long boxesOf(long boxes, boolean training) {
    return get(MAX_NUMBER);
  }

  /**
   * Leaves boxes out, or adds some.
   *
   * @param boxes {@code [batch, boxes, 4]}, or their labels {@code [batch, boxes]}
   * @return the first ones of each picture, then as many of the fill value as there are too few
   * @throws IllegalArgumentException if there are not 2 or 3 axes
   */
  public INDArray boundingBoxes(INDArray boxes) {
    if (boxes.rank() != 2 && boxes.rank() != 3) {
      throw Fault.of(owner())
          .expected("boxes must have shape [batch, boxes, 4], and labels [batch, boxes]")
          .received(Shape.of(boxes.shape()))
          .remedy("Reshape them.")
          .argument();
    }
    long[] shape = boxes.shape().clone();
    long kept = Math.min(shape[1], get(MAX_NUMBER));
    shape[1] = get(MAX_NUMBER);
    INDArray out = Nd4j.valueArrayOf(shape, get(FILL_VALUE), DataType.FLOAT);
    if (kept > 0) {
      out.get(NDArrayIndex.all(), NDArrayIndex.interval(0, kept))
          .assign(boxes.get(NDArrayIndex.all(), NDArrayIndex.interval(0, kept)));
    }
    return out;
  }
}
