package io.hornbill.applications;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import io.hornbill.layers.internal.ImageDataFormat;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network of ImageNet whose images are prepared by {@link Preprocessing#NONE}. */
abstract class RawModel extends ImageNetModel {
  RawModel() {}

  /**
   * Prepares images as the network was trained on them: the network itself scales pixels, so that
   * they stay as they are.
   *
   * @param images pixels of 0 to 255 in red, green and blue, in the format of new layers: {@code
   *     [height, width, 3]} or {@code [batch, height, width, 3]} if that is channels last
   * @return floats in a new array of the same shape
   * @throws IllegalArgumentException if the shape is another
   */
  public static INDArray preprocessInput(INDArray images) {
    return preprocessInput(images, ImageDataFormat.current());
  }

  /**
   * Prepares images as the network was trained on them: the network itself scales pixels, so that
   * they stay as they are.
   *
   * @param images pixels of 0 to 255 in red, green and blue: {@code [height, width, 3]} or {@code
   *     [batch, height, width, 3]} if they are channels last
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   * @return floats in a new array of the same shape
   * @throws IllegalArgumentException if the shape or the format is another
   */
  public static INDArray preprocessInput(INDArray images, String dataFormat) {
    return Preprocessing.NONE.apply(images, dataFormat);
  }

  /**
   * Prepares images within a model, as {@link #preprocessInput(INDArray)} does outside of it.
   *
   * <pre>{@code
   * Tensor features = base.apply(EfficientNetB0.preprocessInput(Input.of(224, 224, 3)));
   * }</pre>
   *
   * @param images pixels of 0 to 255 in red, green and blue, in the format of new layers: {@code
   *     [batch, height, width, 3]} if that is channels last
   * @return a tensor of the same shape, computed by operations that are saved with the model
   * @throws IllegalArgumentException if the shape is another
   */
  public static Tensor preprocessInput(TensorLike images) {
    return Preprocessing.NONE.apply(images, ImageDataFormat.current());
  }
}
