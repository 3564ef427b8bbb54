package io.hornbill.applications;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import io.hornbill.layers.internal.ImageDataFormat;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How pixels of 0 to 255 become what a network was trained on, named after where that was. */
enum Preprocessing {
  /** Blue, green and red, each less its mean over ImageNet. */
  CAFFE {
    @Override
    float value(float pixel, int channel) {
      return pixel - BLUE_GREEN_RED_MEAN[channel];
    }

    @Override
    Tensor tensor(Tensor pixels, int axis) {
      Tensor turned =
          Ops.concatenate(
              List.of(pixels.slice(axis, 2, 3), pixels.slice(axis, 1, 2), pixels.slice(axis, 0, 1)),
              axis);
      return turned.minus(perChannel(pixels, axis, BLUE_GREEN_RED_MEAN));
    }
  },

  /** From -1 to 1. */
  TF {
    @Override
    float value(float pixel, int channel) {
      return pixel / 127.5f - 1;
    }

    @Override
    Tensor tensor(Tensor pixels, int axis) {
      return pixels.dividedBy(127.5).minus(1);
    }
  },

  /** From 0 to 1, less the channel's mean over ImageNet, over its standard deviation. */
  TORCH {
    @Override
    float value(float pixel, int channel) {
      return (pixel / 255 - MEAN[channel]) / DEVIATION[channel];
    }

    @Override
    Tensor tensor(Tensor pixels, int axis) {
      return pixels
          .dividedBy(255)
          .minus(perChannel(pixels, axis, MEAN))
          .dividedBy(perChannel(pixels, axis, DEVIATION));
    }
  },

  /** As they are: the network itself scales them. */
  NONE {
    @Override
    float value(float pixel, int channel) {
      return pixel;
    }

    @Override
    Tensor tensor(Tensor pixels, int axis) {
      return pixels;
    }
  };

  private static final float[] BLUE_GREEN_RED_MEAN = {103.939f, 116.779f, 123.68f};
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  abstract float value(float pixel, int channel);

  /** The same of a tensor whose channels are along an axis. */
  abstract Tensor tensor(Tensor pixels, int axis);

  /** One number for each channel, along an axis of an image. */
  private static Tensor perChannel(Tensor pixels, int axis, float... numbers) {
    long[] shape = new long[pixels.rank()];
    Arrays.fill(shape, 1);
    shape[axis] = numbers.length;
    return Ops.constant(Nd4j.createFromArray(numbers).reshape('c', shape));
  }

  /** Images within a model. */
  Tensor apply(TensorLike images, String dataFormat) {
    Tensor pixels = images.tensor();
    int axis = dataFormat.equals(ImageDataFormat.CHANNELS_LAST) ? pixels.rank() - 1 : 1;
    if (pixels.rank() != 4 || pixels.dim(axis) != 3) {
      throw Fault.of("preprocessInput")
          .expected("images must have three channels, [batch, height, width, 3] or channels first")
          .received("%s, %s", pixels.shape(), dataFormat)
          .remedy("Convert them before: new Concatenate() of one channel, for example.")
          .argument();
    }
    return tensor(pixels, axis);
  }

  /** The images as floats in a new array of the same shape. */
  INDArray apply(INDArray images, String dataFormat) {
    boolean channelsLast = dataFormat.equals(ImageDataFormat.CHANNELS_LAST);
    if (!channelsLast && !dataFormat.equals(ImageDataFormat.CHANNELS_FIRST)) {
      throw Fault.of("preprocessInput")
          .expected("dataFormat must be \"channels_last\" or \"channels_first\"")
          .received("\"%s\"", dataFormat)
          .remedy("Choose one.")
          .argument();
    }
    int rank = images.rank();
    Shape shape = Shape.of(images.shape());
    if ((rank != 3 && rank != 4) || images.size(channelsLast ? rank - 1 : rank - 3) != 3) {
      throw Fault.of("preprocessInput")
          .expected(
              "images must be [height, width, 3] or [batch, height, width, 3] if they are"
                  + " channels last, [3, height, width] or [batch, 3, height, width] if not")
          .received("%s, %s", shape, dataFormat)
          .remedy("Convert them to three channels, or give the data format.")
          .argument();
    }
    float[] from = images.castTo(DataType.FLOAT).dup('c').data().asFloat();
    float[] to = new float[from.length];
    int apart = channelsLast ? 1 : (int) (images.size(rank - 1) * images.size(rank - 2));
    for (int i = 0; i < to.length; i++) {
      int channel = i / apart % 3;
      int source = this == CAFFE ? i + (2 - 2 * channel) * apart : i;
      to[i] = value(from[source], channel);
    }
    return Nd4j.createFromArray(to).reshape('c', images.shape());
  }
}
