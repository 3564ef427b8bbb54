package io.hornbill.operations;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of {@code keras.ops.image}. */
abstract class ImageFunctions {
  ImageFunctions() {}

  /**
   * Resizes images bilinearly.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param height the new height
   * @param width the new width
   * @return the images of that size
   */
  public static Tensor resize(TensorLike images, int height, int width) {
    return Operation.of("Resize")
        .with("size", List.of(height, width))
        .with("interpolation", "bilinear")
        .with("antialias", false)
        .with("crop_to_aspect_ratio", false)
        .with("pad_to_aspect_ratio", false)
        .with("fill_mode", "constant")
        .with("fill_value", 0.0)
        .with("data_format", null)
        .apply(images);
  }

  /**
   * Resizes images bilinearly, or as is said. Here {@code interpolation} is {@code "bilinear"} and
   * {@code antialias} is false.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param size the new height and width
   * @return the images of that size
   */
  public static Tensor resize(TensorLike images, int... size) {
    return Operation.of("Resize")
        .with("size", size)
        .with("interpolation", "bilinear")
        .with("antialias", false)
        .with("crop_to_aspect_ratio", false)
        .with("pad_to_aspect_ratio", false)
        .with("fill_mode", "constant")
        .with("fill_value", 0.0)
        .with("data_format", null)
        .apply(images);
  }

  /**
   * Resizes images bilinearly, or as is said.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param size the new height and width
   * @param interpolation {@code "nearest"}, {@code "bilinear"}, {@code "bicubic"}, {@code
   *     "lanczos3"} or {@code "lanczos5"}
   * @param antialias whether to smooth where images become smaller
   * @return the images of that size
   */
  public static Tensor resize(
      TensorLike images, int[] size, String interpolation, boolean antialias) {
    return Operation.of("Resize")
        .with("size", size)
        .with("interpolation", interpolation)
        .with("antialias", antialias)
        .with("crop_to_aspect_ratio", false)
        .with("pad_to_aspect_ratio", false)
        .with("fill_mode", "constant")
        .with("fill_value", 0.0)
        .with("data_format", null)
        .apply(images);
  }

  /**
   * Resizes images, and keeps their proportions or not.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param size the new height and width
   * @param interpolation {@code "nearest"}, {@code "bilinear"}, {@code "bicubic"}, {@code
   *     "lanczos3"} or {@code "lanczos5"}
   * @param antialias whether to smooth where images become smaller
   * @param cropToAspectRatio whether to cut what does not fit the new shape, rather than to distort
   * @param padToAspectRatio whether to pad to the new shape, rather than to distort; not both
   * @param fillMode {@code "constant"}
   * @param fillValue what is padded with
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return the images of that size
   */
  public static Tensor resize(
      TensorLike images,
      int[] size,
      String interpolation,
      boolean antialias,
      boolean cropToAspectRatio,
      boolean padToAspectRatio,
      String fillMode,
      double fillValue,
      String dataFormat) {
    return Operation.of("Resize")
        .with("size", size)
        .with("interpolation", interpolation)
        .with("antialias", antialias)
        .with("crop_to_aspect_ratio", cropToAspectRatio)
        .with("pad_to_aspect_ratio", padToAspectRatio)
        .with("fill_mode", fillMode)
        .with("fill_value", fillValue)
        .with("data_format", dataFormat)
        .apply(images);
  }

  /**
   * Turns red, green and blue into gray.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @return the images with one channel
   */
  public static Tensor rgbToGrayscale(TensorLike images) {
    return Operation.of("RGBToGrayscale").with("data_format", null).apply(images);
  }

  /**
   * Turns red, green and blue into gray.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return the images with one channel
   */
  public static Tensor rgbToGrayscale(TensorLike images, String dataFormat) {
    return Operation.of("RGBToGrayscale").with("data_format", dataFormat).apply(images);
  }

  /**
   * Turns red, green and blue into hue, saturation and value.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @return images of the same shape
   */
  public static Tensor rgbToHsv(TensorLike images) {
    return Operation.of("RGBToHSV").with("data_format", null).apply(images);
  }

  /**
   * Turns red, green and blue into hue, saturation and value.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return images of the same shape
   */
  public static Tensor rgbToHsv(TensorLike images, String dataFormat) {
    return Operation.of("RGBToHSV").with("data_format", dataFormat).apply(images);
  }

  /**
   * Turns hue, saturation and value into red, green and blue.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @return images of the same shape
   */
  public static Tensor hsvToRgb(TensorLike images) {
    return Operation.of("HSVToRGB").with("data_format", null).apply(images);
  }

  /**
   * Turns hue, saturation and value into red, green and blue.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return images of the same shape
   */
  public static Tensor hsvToRgb(TensorLike images, String dataFormat) {
    return Operation.of("HSVToRGB").with("data_format", dataFormat).apply(images);
  }

  /**
   * Moves images by affine maps, bilinearly.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param transform the eight numbers of each map of output to input places, {@code [batch, 8]}
   * @return a tensor of the same shape
   */
  public static Tensor affineTransform(TensorLike images, TensorLike transform) {
    return Operation.of("AffineTransform")
        .with("interpolation", "bilinear")
        .with("fill_mode", "constant")
        .with("fill_value", 0)
        .with("data_format", null)
        .apply(images, transform);
  }

  /**
   * Moves images by affine maps.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param transform the eight numbers of each map of output to input places, {@code [batch, 8]}
   * @param interpolation {@code "bilinear"} or {@code "nearest"}
   * @param fillMode what lies outside: {@code "constant"}, {@code "nearest"}, {@code "wrap"},
   *     {@code "mirror"} or {@code "reflect"}
   * @param fillValue the number, for {@code "constant"}
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return a tensor of the same shape
   */
  public static Tensor affineTransform(
      TensorLike images,
      TensorLike transform,
      String interpolation,
      String fillMode,
      double fillValue,
      String dataFormat) {
    return Operation.of("AffineTransform")
        .with("interpolation", interpolation)
        .with("fill_mode", fillMode)
        .with("fill_value", fillValue)
        .with("data_format", dataFormat)
        .apply(images, transform);
  }

  /**
   * Moves images so that four points lie at others, bilinearly.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param startPoints four corners in the input, {@code [batch, 4, 2]}
   * @param endPoints where they are in the output, {@code [batch, 4, 2]}
   * @return a tensor of the same shape
   */
  public static Tensor perspectiveTransform(
      TensorLike images, TensorLike startPoints, TensorLike endPoints) {
    return Operation.of("PerspectiveTransform")
        .with("interpolation", "bilinear")
        .with("fill_value", 0)
        .with("data_format", null)
        .apply(images, startPoints, endPoints);
  }

  /**
   * Moves images so that four points lie at others.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param startPoints four corners in the input, {@code [batch, 4, 2]}
   * @param endPoints where they are in the output, {@code [batch, 4, 2]}
   * @param interpolation {@code "bilinear"} or {@code "nearest"}
   * @param fillValue what lies outside
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return a tensor of the same shape
   */
  public static Tensor perspectiveTransform(
      TensorLike images,
      TensorLike startPoints,
      TensorLike endPoints,
      String interpolation,
      double fillValue,
      String dataFormat) {
    return Operation.of("PerspectiveTransform")
        .with("interpolation", interpolation)
        .with("fill_value", fillValue)
        .with("data_format", dataFormat)
        .apply(images, startPoints, endPoints);
  }

  /**
   * Takes numbers at places between the elements. Here {@code fillMode} is {@code "constant"} and
   * {@code fillValue} is 0.
   *
   * @param inputs the input
   * @param coordinates the places along each axis, {@code [axes, ...]}
   * @param order 0 for the nearest element, 1 for linear interpolation
   * @return a tensor of the shape of the places without their first axis
   */
  public static Tensor mapCoordinates(TensorLike inputs, TensorLike coordinates, int order) {
    return Operation.of("MapCoordinates")
        .with("order", order)
        .with("fill_mode", "constant")
        .with("fill_value", 0)
        .apply(inputs, coordinates);
  }

  /**
   * Takes numbers at places between the elements.
   *
   * @param inputs the input
   * @param coordinates the places along each axis, {@code [axes, ...]}
   * @param order 0 for the nearest element, 1 for linear interpolation
   * @param fillMode what lies outside: {@code "constant"}, {@code "nearest"}, {@code "wrap"},
   *     {@code "mirror"} or {@code "reflect"}
   * @param fillValue the number, for {@code "constant"}
   * @return a tensor of the shape of the places without their first axis
   */
  public static Tensor mapCoordinates(
      TensorLike inputs, TensorLike coordinates, int order, String fillMode, double fillValue) {
    return Operation.of("MapCoordinates")
        .with("order", order)
        .with("fill_mode", fillMode)
        .with("fill_value", fillValue)
        .apply(inputs, coordinates);
  }

  /**
   * Scales and moves axes of images. Here {@code antialias} is true.
   *
   * @param images the images, of any axes
   * @param outputShape the shape of the result
   * @param scale the factor of each axis, {@code [axes]}
   * @param translation by how many places each axis is moved, {@code [axes]}
   * @param spatialDims these axes
   * @param method {@code "linear"}, {@code "cubic"}, {@code "lanczos3"} or {@code "lanczos5"}
   * @return the images of that shape
   */
  public static Tensor scaleAndTranslate(
      TensorLike images,
      int[] outputShape,
      TensorLike scale,
      TensorLike translation,
      int[] spatialDims,
      String method) {
    return Operation.of("ScaleAndTranslate")
        .with("spatial_dims", spatialDims)
        .with("method", method)
        .with("antialias", true)
        .apply(images, outputShape, scale, translation);
  }

  /**
   * Scales and moves axes of images.
   *
   * @param images the images, of any axes
   * @param outputShape the shape of the result
   * @param scale the factor of each axis, {@code [axes]}
   * @param translation by how many places each axis is moved, {@code [axes]}
   * @param spatialDims these axes
   * @param method {@code "linear"}, {@code "cubic"}, {@code "lanczos3"} or {@code "lanczos5"}
   * @param antialias whether to smooth where images become smaller
   * @return the images of that shape
   */
  public static Tensor scaleAndTranslate(
      TensorLike images,
      int[] outputShape,
      TensorLike scale,
      TensorLike translation,
      int[] spatialDims,
      String method,
      boolean antialias) {
    return Operation.of("ScaleAndTranslate")
        .with("spatial_dims", spatialDims)
        .with("method", method)
        .with("antialias", antialias)
        .apply(images, outputShape, scale, translation);
  }

  /**
   * Cuts patches out of images, one beside the other.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param size the lengths of a patch
   * @return a tensor {@code [batch, rows, columns, patch * channels]}
   */
  public static Tensor extractPatches(TensorLike images, int size) {
    return Operation.of("ExtractPatches")
        .with("size", List.of(size, size))
        .with("strides", List.of(size, size))
        .with("dilation_rate", 1)
        .with("padding", "valid")
        .with("data_format", "channels_last")
        .apply(images);
  }

  /**
   * Cuts patches out of images.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param size the lengths of a patch
   * @param strides by how many places the next patch begins later
   * @param dilationRate the distance of a patch's elements
   * @param padding {@code "valid"} or {@code "same"}
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return a tensor {@code [batch, rows, columns, patch * channels]}
   */
  public static Tensor extractPatches(
      TensorLike images,
      int[] size,
      int[] strides,
      int dilationRate,
      String padding,
      String dataFormat) {
    return Operation.of("ExtractPatches")
        .with("size", size)
        .with("strides", strides)
        .with("dilation_rate", dilationRate)
        .with("padding", padding)
        .with("data_format", dataFormat)
        .apply(images);
  }

  /**
   * Cuts patches out of volumes, one beside the other.
   *
   * @param volumes the volumes, {@code [batch, depth, height, width, channels]}
   * @param size the lengths of a patch
   * @return a tensor {@code [batch, depths, rows, columns, patch * channels]}
   */
  public static Tensor extractPatches3d(TensorLike volumes, int... size) {
    return Operation.of("ExtractPatches")
        .with("size", size)
        .with("strides", size)
        .with("dilation_rate", 1)
        .with("padding", "valid")
        .with("data_format", "channels_last")
        .apply(volumes);
  }

  /**
   * Cuts patches out of volumes.
   *
   * @param volumes the volumes, {@code [batch, depth, height, width, channels]}, or as the order of
   *     their axes says
   * @param size the lengths of a patch
   * @param strides by how many places the next patch begins later
   * @param dilationRate the distance of a patch's elements
   * @param padding {@code "valid"} or {@code "same"}
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return a tensor {@code [batch, depths, rows, columns, patch * channels]}
   */
  public static Tensor extractPatches3d(
      TensorLike volumes,
      int[] size,
      int[] strides,
      int dilationRate,
      String padding,
      String dataFormat) {
    return Operation.of("ExtractPatches")
        .with("size", size)
        .with("strides", strides)
        .with("dilation_rate", dilationRate)
        .with("padding", padding)
        .with("data_format", dataFormat)
        .apply(volumes);
  }

  /**
   * Pads images with zeros; of each axis two of the three numbers are given.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param topPadding rows above; what the others leave if null
   * @param leftPadding columns to the left; what the others leave if null
   * @param bottomPadding rows below; what the others leave if null
   * @param rightPadding columns to the right; what the others leave if null
   * @param targetHeight the new height; what the others leave if null
   * @param targetWidth the new width; what the others leave if null
   * @return larger images
   */
  public static Tensor padImages(
      TensorLike images,
      @Nullable Integer topPadding,
      @Nullable Integer leftPadding,
      @Nullable Integer bottomPadding,
      @Nullable Integer rightPadding,
      @Nullable Integer targetHeight,
      @Nullable Integer targetWidth) {
    return Operation.of("PadImages")
        .with("top_padding", topPadding)
        .with("left_padding", leftPadding)
        .with("bottom_padding", bottomPadding)
        .with("right_padding", rightPadding)
        .with("target_height", targetHeight)
        .with("target_width", targetWidth)
        .with("data_format", null)
        .apply(images);
  }

  /**
   * Pads images with zeros on each side.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param topPadding rows above
   * @param leftPadding columns to the left
   * @param bottomPadding rows below
   * @param rightPadding columns to the right
   * @return larger images
   */
  public static Tensor padImages(
      TensorLike images, int topPadding, int leftPadding, int bottomPadding, int rightPadding) {
    return Operation.of("PadImages")
        .with("top_padding", topPadding)
        .with("left_padding", leftPadding)
        .with("bottom_padding", bottomPadding)
        .with("right_padding", rightPadding)
        .with("target_height", null)
        .with("target_width", null)
        .with("data_format", null)
        .apply(images);
  }

  /**
   * Cuts images; of each axis two of the three numbers are given.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param topCropping rows above; what the others leave if null
   * @param leftCropping columns to the left; what the others leave if null
   * @param bottomCropping rows below; what the others leave if null
   * @param rightCropping columns to the right; what the others leave if null
   * @param targetHeight the new height; what the others leave if null
   * @param targetWidth the new width; what the others leave if null
   * @return smaller images
   */
  public static Tensor cropImages(
      TensorLike images,
      @Nullable Integer topCropping,
      @Nullable Integer leftCropping,
      @Nullable Integer bottomCropping,
      @Nullable Integer rightCropping,
      @Nullable Integer targetHeight,
      @Nullable Integer targetWidth) {
    return Operation.of("CropImages")
        .with("top_cropping", topCropping)
        .with("left_cropping", leftCropping)
        .with("bottom_cropping", bottomCropping)
        .with("right_cropping", rightCropping)
        .with("target_height", targetHeight)
        .with("target_width", targetWidth)
        .with("data_format", null)
        .apply(images);
  }

  /**
   * Cuts images on each side.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param topCropping rows above
   * @param leftCropping columns to the left
   * @param bottomCropping rows below
   * @param rightCropping columns to the right
   * @return smaller images
   */
  public static Tensor cropImages(
      TensorLike images, int topCropping, int leftCropping, int bottomCropping, int rightCropping) {
    return Operation.of("CropImages")
        .with("top_cropping", topCropping)
        .with("left_cropping", leftCropping)
        .with("bottom_cropping", bottomCropping)
        .with("right_cropping", rightCropping)
        .with("target_height", null)
        .with("target_width", null)
        .with("data_format", null)
        .apply(images);
  }

  /**
   * Blurs images by a Gaussian kernel. Here {@code kernelSize} is 3 and 3 and {@code sigma} is 1
   * and 1.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @return a tensor of the same shape
   */
  public static Tensor gaussianBlur(TensorLike images) {
    return Operation.of("GaussianBlur")
        .with("kernel_size", List.of(3, 3))
        .with("sigma", List.of(1.0, 1.0))
        .with("data_format", null)
        .apply(images);
  }

  /**
   * Blurs images by a Gaussian kernel.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param kernelSize height and width of the kernel
   * @param sigma the standard deviations along both axes
   * @return a tensor of the same shape
   */
  public static Tensor gaussianBlur(TensorLike images, int[] kernelSize, double[] sigma) {
    return Operation.of("GaussianBlur")
        .with("kernel_size", kernelSize)
        .with("sigma", sigma)
        .with("data_format", null)
        .apply(images);
  }

  /**
   * Blurs images by a Gaussian kernel.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param kernelSize height and width of the kernel
   * @param sigma the standard deviations along both axes
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return a tensor of the same shape
   */
  public static Tensor gaussianBlur(
      TensorLike images, int[] kernelSize, double[] sigma, String dataFormat) {
    return Operation.of("GaussianBlur")
        .with("kernel_size", kernelSize)
        .with("sigma", sigma)
        .with("data_format", dataFormat)
        .apply(images);
  }

  /**
   * Returns the gradients of images by Sobel's filters.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @return a tensor with an axis of two more: downwards and to the right
   */
  public static Tensor sobelEdges(TensorLike images) {
    return Operation.of("SobelEdges").with("data_format", null).apply(images);
  }

  /**
   * Returns the gradients of images by Sobel's filters.
   *
   * @param images the images, {@code [batch, height, width, channels]} or without the batch axis
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return a tensor with an axis of two more: downwards and to the right
   */
  public static Tensor sobelEdges(TensorLike images, String dataFormat) {
    return Operation.of("SobelEdges").with("data_format", dataFormat).apply(images);
  }

  /**
   * Returns the structural similarity of images. Here {@code maxVal} is 1.
   *
   * @param image1 the first images, {@code [batch, height, width, channels]}
   * @param image2 the second images
   * @return a tensor {@code [batch]}, of at most 1
   */
  public static Tensor ssim(TensorLike image1, TensorLike image2) {
    return Operation.of("SSIM")
        .with("max_val", 1.0)
        .with("filter_size", 11)
        .with("filter_sigma", 1.5)
        .with("k1", 0.01)
        .with("k2", 0.03)
        .with("data_format", null)
        .apply(image1, image2);
  }

  /**
   * Returns the structural similarity of images.
   *
   * @param image1 the first images, {@code [batch, height, width, channels]}
   * @param image2 the second images
   * @param maxVal the greatest number that there may be
   * @return a tensor {@code [batch]}, of at most 1
   */
  public static Tensor ssim(TensorLike image1, TensorLike image2, double maxVal) {
    return Operation.of("SSIM")
        .with("max_val", maxVal)
        .with("filter_size", 11)
        .with("filter_sigma", 1.5)
        .with("k1", 0.01)
        .with("k2", 0.03)
        .with("data_format", null)
        .apply(image1, image2);
  }

  /**
   * Returns the structural similarity of images.
   *
   * @param image1 the first images, {@code [batch, height, width, channels]}
   * @param image2 the second images
   * @param maxVal the greatest number that there may be
   * @param filterSize height and width of a window
   * @param filterSigma the standard deviation of its weights
   * @param k1 the constant that steadies means
   * @param k2 the constant that steadies variances
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return a tensor {@code [batch]}, of at most 1
   */
  public static Tensor ssim(
      TensorLike image1,
      TensorLike image2,
      double maxVal,
      int filterSize,
      double filterSigma,
      double k1,
      double k2,
      String dataFormat) {
    return Operation.of("SSIM")
        .with("max_val", maxVal)
        .with("filter_size", filterSize)
        .with("filter_sigma", filterSigma)
        .with("k1", k1)
        .with("k2", k2)
        .with("data_format", dataFormat)
        .apply(image1, image2);
  }
}
