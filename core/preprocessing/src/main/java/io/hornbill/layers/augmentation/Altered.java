package io.hornbill.layers.augmentation;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What a layer does by numbers that were drawn for each picture. */
final class Altered implements Alteration {
  private final RandomImageLayer<?> layer;
  private final double[][] rows;

  Altered(RandomImageLayer<?> layer, double[][] rows) {
    this.layer = layer;
    this.rows = rows;
  }

  @Override
  public Pictures images(Pictures in) {
    return layer.transform(in, rows);
  }

  @Override
  public Pictures masks(Pictures in) {
    Pictures out = in.like();
    for (int picture = 0; picture < in.count; picture++) {
      layer.mask(in, picture, rows[picture], out);
    }
    return out;
  }

  @Override
  public Boxes boxes(Boxes in, int height, int width) {
    return layer.boxes(in, height, width, rows);
  }

  @Override
  public INDArray labels(INDArray labels) {
    return layer instanceof MixingLayer<?> mixing ? mixing.transformLabels(labels, rows) : labels;
  }
}
