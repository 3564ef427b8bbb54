package io.hornbill.operations;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;

/** Convolutions, poolings and patches of {@code keras.ops}. */
abstract class WindowFunctions extends SignalFunctions {
  WindowFunctions() {}

  /**
   * Convolves, as neural networks do (a correlation). Here {@code strides} is 1 and {@code padding}
   * is {@code "valid"}.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param kernel the kernel, {@code [...window, channels / groups, filters]}
   * @return a tensor {@code [batch, ...places, filters]}
   */
  public static Tensor conv(TensorLike inputs, TensorLike kernel) {
    return Operation.of("Conv")
        .with("strides", 1)
        .with("padding", "valid")
        .with("data_format", "channels_last")
        .with("dilation_rate", 1)
        .apply(inputs, kernel);
  }

  /**
   * Convolves, as neural networks do (a correlation).
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param kernel the kernel, {@code [...window, channels / groups, filters]}
   * @param strides by how many places it moves along each axis
   * @param padding {@code "valid"} or {@code "same"}
   * @return a tensor {@code [batch, ...places, filters]}
   */
  public static Tensor conv(TensorLike inputs, TensorLike kernel, int strides, String padding) {
    return Operation.of("Conv")
        .with("strides", strides)
        .with("padding", padding)
        .with("data_format", "channels_last")
        .with("dilation_rate", 1)
        .apply(inputs, kernel);
  }

  /**
   * Convolves, as neural networks do (a correlation).
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param kernel the kernel, {@code [...window, channels / groups, filters]}
   * @param strides by how many places it moves
   * @param padding {@code "valid"} or {@code "same"}
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @param dilationRate the distance of the kernel's elements
   * @return a tensor {@code [batch, ...places, filters]}
   */
  public static Tensor conv(
      TensorLike inputs,
      TensorLike kernel,
      int[] strides,
      String padding,
      String dataFormat,
      int... dilationRate) {
    return Operation.of("Conv")
        .with("strides", strides)
        .with("padding", padding)
        .with("data_format", dataFormat)
        .with("dilation_rate", dilationRate)
        .apply(inputs, kernel);
  }

  /**
   * Convolves the other way round: the adjoint of {@link #conv(TensorLike, TensorLike)} by its
   * input. Here {@code strides} is 1 and {@code padding} is {@code "valid"}.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param kernel the kernel, {@code [...window, filters, channels]}
   * @return a tensor {@code [batch, ...places, filters]}
   */
  public static Tensor convTranspose(TensorLike inputs, TensorLike kernel) {
    return Operation.of("ConvTranspose")
        .with("strides", 1)
        .with("padding", "valid")
        .with("output_padding", null)
        .with("data_format", "channels_last")
        .with("dilation_rate", 1)
        .apply(inputs, kernel);
  }

  /**
   * Convolves the other way round: the adjoint of {@link #conv(TensorLike, TensorLike)} by its
   * input.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param kernel the kernel, {@code [...window, filters, channels]}
   * @param strides by how many places it moves along each axis
   * @param padding {@code "valid"} or {@code "same"}
   * @return a tensor {@code [batch, ...places, filters]}
   */
  public static Tensor convTranspose(
      TensorLike inputs, TensorLike kernel, int strides, String padding) {
    return Operation.of("ConvTranspose")
        .with("strides", strides)
        .with("padding", padding)
        .with("output_padding", null)
        .with("data_format", "channels_last")
        .with("dilation_rate", 1)
        .apply(inputs, kernel);
  }

  /**
   * Convolves the other way round: the adjoint of {@link #conv(TensorLike, TensorLike)} by its
   * input.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param kernel the kernel, {@code [...window, filters, channels]}
   * @param strides by how many places it moves
   * @param padding {@code "valid"} or {@code "same"}
   * @param outputPadding how much is added to each length of the output
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @param dilationRate the distance of the kernel's elements
   * @return a tensor {@code [batch, ...places, filters]}
   */
  public static Tensor convTranspose(
      TensorLike inputs,
      TensorLike kernel,
      int[] strides,
      String padding,
      int[] outputPadding,
      String dataFormat,
      int... dilationRate) {
    return Operation.of("ConvTranspose")
        .with("strides", strides)
        .with("padding", padding)
        .with("output_padding", outputPadding)
        .with("data_format", dataFormat)
        .with("dilation_rate", dilationRate)
        .apply(inputs, kernel);
  }

  /**
   * Convolves each channel by itself. Here {@code strides} is 1 and {@code padding} is {@code
   * "valid"}.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param kernel the kernel, {@code [...window, channels, multiplier]}
   * @return a tensor {@code [batch, ...places, channels * multiplier]}
   */
  public static Tensor depthwiseConv(TensorLike inputs, TensorLike kernel) {
    return Operation.of("DepthwiseConv")
        .with("strides", 1)
        .with("padding", "valid")
        .with("data_format", "channels_last")
        .with("dilation_rate", 1)
        .apply(inputs, kernel);
  }

  /**
   * Convolves each channel by itself.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param kernel the kernel, {@code [...window, channels, multiplier]}
   * @param strides by how many places it moves along each axis
   * @param padding {@code "valid"} or {@code "same"}
   * @return a tensor {@code [batch, ...places, channels * multiplier]}
   */
  public static Tensor depthwiseConv(
      TensorLike inputs, TensorLike kernel, int strides, String padding) {
    return Operation.of("DepthwiseConv")
        .with("strides", strides)
        .with("padding", padding)
        .with("data_format", "channels_last")
        .with("dilation_rate", 1)
        .apply(inputs, kernel);
  }

  /**
   * Convolves each channel by itself.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param kernel the kernel, {@code [...window, channels, multiplier]}
   * @param strides by how many places it moves
   * @param padding {@code "valid"} or {@code "same"}
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @param dilationRate the distance of the kernel's elements
   * @return a tensor {@code [batch, ...places, channels * multiplier]}
   */
  public static Tensor depthwiseConv(
      TensorLike inputs,
      TensorLike kernel,
      int[] strides,
      String padding,
      String dataFormat,
      int... dilationRate) {
    return Operation.of("DepthwiseConv")
        .with("strides", strides)
        .with("padding", padding)
        .with("data_format", dataFormat)
        .with("dilation_rate", dilationRate)
        .apply(inputs, kernel);
  }

  /**
   * Convolves each channel by itself, and then mixes the channels. Here {@code strides} is 1 and
   * {@code padding} is {@code "valid"}.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param depthwiseKernel the kernel of each channel, {@code [...window, channels, multiplier]}
   * @param pointwiseKernel the kernel that mixes them, {@code [...1, channels * multiplier,
   *     filters]}
   * @return a tensor {@code [batch, ...places, filters]}
   */
  public static Tensor separableConv(
      TensorLike inputs, TensorLike depthwiseKernel, TensorLike pointwiseKernel) {
    return Operation.of("SeparableConv")
        .with("strides", 1)
        .with("padding", "valid")
        .with("data_format", "channels_last")
        .with("dilation_rate", 1)
        .apply(inputs, depthwiseKernel, pointwiseKernel);
  }

  /**
   * Convolves each channel by itself, and then mixes the channels.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param depthwiseKernel the kernel of each channel, {@code [...window, channels, multiplier]}
   * @param pointwiseKernel the kernel that mixes them, {@code [...1, channels * multiplier,
   *     filters]}
   * @param strides by how many places it moves along each axis
   * @param padding {@code "valid"} or {@code "same"}
   * @return a tensor {@code [batch, ...places, filters]}
   */
  public static Tensor separableConv(
      TensorLike inputs,
      TensorLike depthwiseKernel,
      TensorLike pointwiseKernel,
      int strides,
      String padding) {
    return Operation.of("SeparableConv")
        .with("strides", strides)
        .with("padding", padding)
        .with("data_format", "channels_last")
        .with("dilation_rate", 1)
        .apply(inputs, depthwiseKernel, pointwiseKernel);
  }

  /**
   * Convolves each channel by itself, and then mixes the channels.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param depthwiseKernel the kernel of each channel, {@code [...window, channels, multiplier]}
   * @param pointwiseKernel the kernel that mixes them, {@code [...1, channels * multiplier,
   *     filters]}
   * @param strides by how many places it moves
   * @param padding {@code "valid"} or {@code "same"}
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @param dilationRate the distance of the kernel's elements
   * @return a tensor {@code [batch, ...places, filters]}
   */
  public static Tensor separableConv(
      TensorLike inputs,
      TensorLike depthwiseKernel,
      TensorLike pointwiseKernel,
      int[] strides,
      String padding,
      String dataFormat,
      int... dilationRate) {
    return Operation.of("SeparableConv")
        .with("strides", strides)
        .with("padding", padding)
        .with("data_format", dataFormat)
        .with("dilation_rate", dilationRate)
        .apply(inputs, depthwiseKernel, pointwiseKernel);
  }

  /**
   * Returns the greatest elements of a moving window, which moves by its own length.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param poolSize the window's length along each axis
   * @return a tensor {@code [batch, ...places, channels]}
   */
  public static Tensor maxPool(TensorLike inputs, int poolSize) {
    return Operation.of("MaxPool")
        .with("pool_size", poolSize)
        .with("strides", null)
        .with("padding", "valid")
        .with("data_format", "channels_last")
        .apply(inputs);
  }

  /**
   * Returns the greatest elements of a moving window.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param poolSize the window's length along each axis
   * @param strides by how many places it moves
   * @param padding {@code "valid"} or {@code "same"}
   * @return a tensor {@code [batch, ...places, channels]}
   */
  public static Tensor maxPool(TensorLike inputs, int poolSize, int strides, String padding) {
    return Operation.of("MaxPool")
        .with("pool_size", poolSize)
        .with("strides", strides)
        .with("padding", padding)
        .with("data_format", "channels_last")
        .apply(inputs);
  }

  /**
   * Returns the greatest elements of a moving window.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param poolSize the window's length along each axis
   * @param strides by how many places it moves
   * @param padding {@code "valid"} or {@code "same"}
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return a tensor {@code [batch, ...places, channels]}
   */
  public static Tensor maxPool(
      TensorLike inputs, int[] poolSize, int[] strides, String padding, String dataFormat) {
    return Operation.of("MaxPool")
        .with("pool_size", poolSize)
        .with("strides", strides)
        .with("padding", padding)
        .with("data_format", dataFormat)
        .apply(inputs);
  }

  /**
   * Returns the means of a moving window, which moves by its own length.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param poolSize the window's length along each axis
   * @return a tensor {@code [batch, ...places, channels]}
   */
  public static Tensor averagePool(TensorLike inputs, int poolSize) {
    return Operation.of("AveragePool")
        .with("pool_size", poolSize)
        .with("strides", null)
        .with("padding", "valid")
        .with("data_format", "channels_last")
        .apply(inputs);
  }

  /**
   * Returns the means of a moving window.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param poolSize the window's length along each axis
   * @param strides by how many places it moves
   * @param padding {@code "valid"} or {@code "same"}
   * @return a tensor {@code [batch, ...places, channels]}
   */
  public static Tensor averagePool(TensorLike inputs, int poolSize, int strides, String padding) {
    return Operation.of("AveragePool")
        .with("pool_size", poolSize)
        .with("strides", strides)
        .with("padding", padding)
        .with("data_format", "channels_last")
        .apply(inputs);
  }

  /**
   * Returns the means of a moving window.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param poolSize the window's length along each axis
   * @param strides by how many places it moves
   * @param padding {@code "valid"} or {@code "same"}
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return a tensor {@code [batch, ...places, channels]}
   */
  public static Tensor averagePool(
      TensorLike inputs, int[] poolSize, int[] strides, String padding, String dataFormat) {
    return Operation.of("AveragePool")
        .with("pool_size", poolSize)
        .with("strides", strides)
        .with("padding", padding)
        .with("data_format", dataFormat)
        .apply(inputs);
  }

  /**
   * Returns the greatest elements of as many windows as are asked for. Here {@code dataFormat} is
   * the former.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param outputSize the length of the result along each axis
   * @return a tensor {@code [batch, ...size, channels]}
   */
  public static Tensor adaptiveMaxPool(TensorLike inputs, int... outputSize) {
    return Operation.of("AdaptiveMaxPool")
        .with("output_size", outputSize)
        .with("data_format", "channels_last")
        .apply(inputs);
  }

  /**
   * Returns the greatest elements of as many windows as are asked for.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param outputSize the length of the result along each axis
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return a tensor {@code [batch, ...size, channels]}
   */
  public static Tensor adaptiveMaxPool(TensorLike inputs, int[] outputSize, String dataFormat) {
    return Operation.of("AdaptiveMaxPool")
        .with("output_size", outputSize)
        .with("data_format", dataFormat)
        .apply(inputs);
  }

  /**
   * Returns the means of as many windows as are asked for. Here {@code dataFormat} is the former.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param outputSize the length of the result along each axis
   * @return a tensor {@code [batch, ...size, channels]}
   */
  public static Tensor adaptiveAveragePool(TensorLike inputs, int... outputSize) {
    return Operation.of("AdaptiveAveragePool")
        .with("output_size", outputSize)
        .with("data_format", "channels_last")
        .apply(inputs);
  }

  /**
   * Returns the means of as many windows as are asked for.
   *
   * @param inputs the input, {@code [batch, ...spatial, channels]}, or as the order of its axes
   *     says
   * @param outputSize the length of the result along each axis
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return a tensor {@code [batch, ...size, channels]}
   */
  public static Tensor adaptiveAveragePool(TensorLike inputs, int[] outputSize, String dataFormat) {
    return Operation.of("AdaptiveAveragePool")
        .with("output_size", outputSize)
        .with("data_format", dataFormat)
        .apply(inputs);
  }

  /**
   * Cuts patches out of images, as columns. Here {@code dilation} is 1, {@code padding} is none and
   * {@code stride} is 1.
   *
   * @param x the input, {@code [batch, channels, height, width]}
   * @param kernelSize height and width of a patch
   * @return a tensor {@code [batch, channels * patch, patches]}
   */
  public static Tensor unfold(TensorLike x, int kernelSize) {
    return Operation.of("Unfold")
        .with("kernel_size", kernelSize)
        .with("dilation", 1)
        .with("padding", 0)
        .with("stride", 1)
        .apply(x);
  }

  /**
   * Cuts patches out of images, as columns.
   *
   * @param x the input, {@code [batch, channels, height, width]}
   * @param kernelSize height and width of a patch
   * @param dilation the distance of its elements
   * @param padding how many zeros there are on each side
   * @param stride by how many places it moves
   * @return a tensor {@code [batch, channels * patch, patches]}
   */
  public static Tensor unfold(TensorLike x, int kernelSize, int dilation, int padding, int stride) {
    return Operation.of("Unfold")
        .with("kernel_size", kernelSize)
        .with("dilation", dilation)
        .with("padding", padding)
        .with("stride", stride)
        .apply(x);
  }

  /**
   * Adds patches to images, the adjoint of unfold.
   *
   * @param x the patches, {@code [batch, channels * patch, patches]}
   * @param outputSize height and width of the images
   * @param kernelSize height and width of a patch
   * @return a tensor {@code [batch, channels, height, width]}
   */
  public static Tensor fold(TensorLike x, int[] outputSize, int kernelSize) {
    return Operation.of("Fold")
        .with("output_size", outputSize)
        .with("kernel_size", kernelSize)
        .with("dilation", 1)
        .with("padding", 0)
        .with("stride", 1)
        .apply(x);
  }

  /**
   * Adds patches to images, the adjoint of unfold.
   *
   * @param x the patches, {@code [batch, channels * patch, patches]}
   * @param outputSize height and width of the images
   * @param kernelSize height and width of a patch
   * @param dilation the distance of its elements
   * @param padding how many zeros there are on each side
   * @param stride by how many places it moves
   * @return a tensor {@code [batch, channels, height, width]}
   */
  public static Tensor fold(
      TensorLike x, int[] outputSize, int kernelSize, int dilation, int padding, int stride) {
    return Operation.of("Fold")
        .with("output_size", outputSize)
        .with("kernel_size", kernelSize)
        .with("dilation", dilation)
        .with("padding", padding)
        .with("stride", stride)
        .apply(x);
  }

  /**
   * Moves channels into blocks of an image.
   *
   * @param x the input
   * @param blockSize height and width of a block
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return a tensor with height and width longer, and channels fewer
   */
  public static Tensor depthToSpace(TensorLike x, int blockSize, String dataFormat) {
    return Operation.of("DepthToSpace")
        .with("block_size", blockSize)
        .with("data_format", dataFormat)
        .apply(x);
  }

  /**
   * Moves blocks of an image into channels.
   *
   * @param x the input
   * @param blockSize height and width of a block
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return a tensor with height and width shorter, and channels more
   */
  public static Tensor spaceToDepth(TensorLike x, int blockSize, String dataFormat) {
    return Operation.of("SpaceToDepth")
        .with("block_size", blockSize)
        .with("data_format", dataFormat)
        .apply(x);
  }
}
