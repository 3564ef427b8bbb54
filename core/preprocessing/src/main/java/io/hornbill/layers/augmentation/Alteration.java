package io.hornbill.layers.augmentation;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What a layer does to pictures after its draws, and alike to what is known of them. */
@FunctionalInterface
interface Alteration {
  /** Changes pictures. */
  Pictures images(Pictures in);

  /** Changes the classes of pixels; nothing where pixels stay where they are. */
  default Pictures masks(Pictures in) {
    return in;
  }

  /** Changes boxes on pictures of a size; nothing where pixels stay where they are. */
  default Boxes boxes(Boxes in, int height, int width) {
    return in;
  }

  /** Changes targets; nothing where pictures are not mixed. */
  default INDArray labels(INDArray labels) {
    return labels;
  }
}
