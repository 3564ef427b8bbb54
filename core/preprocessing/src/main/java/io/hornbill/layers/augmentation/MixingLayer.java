package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.data.Batch;
import io.hornbill.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer that mixes pictures with others of their batch. Targets are mixed in the same shares by
 * {@link #augment(Batch, RandomStream)}, so it is used in a source; they must be numbers or
 * one-hot, not class ids.
 *
 * @param <T> the layer's own type
 */
public abstract class MixingLayer<T extends MixingLayer<T>> extends RandomImageLayer<T> {
  /** Makes a layer. */
  MixingLayer() {}

  /** The share of a picture's own content in what it becomes. */
  abstract double share(double[] parameters);

  /**
   * Mixes targets by numbers that were drawn.
   *
   * @param labels {@code [batch, ...]}, numbers or one-hot
   * @param parameters a row for each row of labels, as {@link #draw} gives them
   * @return new targets
   * @throws IllegalArgumentException if there are not as many rows
   */
  public final INDArray transformLabels(INDArray labels, double[][] parameters) {
    if (labels.rank() <= 0 || labels.size(0) != parameters.length) {
      throw Fault.of(owner())
          .expected("there must be a row of labels for each picture")
          .received("shape %s for %s pictures", Shape.of(labels.shape()), parameters.length)
          .remedy("Pass labels of the same batch.")
          .argument();
    }
    INDArray mixed = labels.dup('c');
    for (int row = 0; row < parameters.length; row++) {
      double share = share(parameters[row]);
      INDArray other = labels.slice((long) parameters[row][0]);
      mixed.slice(row).assign(labels.slice(row).mul(share).add(other.mul(1 - share)));
    }
    return mixed;
  }

  @Override
  public final Batch augment(Batch batch, RandomStream random) {
    INDArray images = batch.x().get(0);
    Pictures in = Pictures.of(owner(), images, channelsFirst());
    double[][] drawn = draw(in.count, in.height, in.width, random);
    List<INDArray> x = new ArrayList<>(batch.x());
    x.set(0, transform(in, drawn).array(images.rank(), channelsFirst()));
    List<INDArray> y = batch.y().stream().map(labels -> transformLabels(labels, drawn)).toList();
    return new Batch(x, y, batch.weights());
  }
}
