package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.data.Batch;
import java.util.List;
import java.util.function.BiFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layers that change pictures one after the other in a source; quicker than a {@code map} for each.
 *
 * <pre>{@code
 * Augmentations changes = Augmentations.of(new RandomFlip(), new RandomRotation(0.1));
 * model.fit(source.map(changes::augment, 2, 42), f -> f.epochs(10));
 * }</pre>
 */
public final class Augmentations {
  private final List<ImageLayer<?>> layers;

  private Augmentations(List<ImageLayer<?>> layers) {
    this.layers = layers;
  }

  /**
   * Puts layers together.
   *
   * @param layers at least one, in order, all of the same data format
   * @return the layers as one
   * @throws IllegalArgumentException if there are none, or their formats differ
   */
  public static Augmentations of(ImageLayer<?>... layers) {
    List<ImageLayer<?>> all = List.of(layers);
    if (all.stream().map(ImageLayer::isChannelsFirst).distinct().count() != 1) {
      throw Fault.of("Augmentations")
          .expected("there must be layers, all of one data format")
          .received(all)
          .remedy("Set the same dataFormat on each.")
          .argument();
    }
    return new Augmentations(all);
  }

  /**
   * Changes pictures as in training.
   *
   * @param images {@code [batch, height, width, channels]}, or one picture of three axes
   * @param random what is drawn comes from it
   * @return new pictures, of type FLOAT
   * @throws IllegalArgumentException if there are not 3 or 4 axes
   */
  public INDArray augment(INDArray images, RandomStream random) {
    ImageLayer<?> first = layers.get(0);
    Pictures.check(first.who(), images);
    if (OneByOne.applies(layers, images)) {
      return OneByOne.change(layers, images, random);
    }
    Pictures out = Pictures.of(first.who(), images, first.isChannelsFirst());
    for (ImageLayer<?> layer : layers) {
      out = layer.change(out, true, random);
    }
    return out.array(images.rank(), first.isChannelsFirst());
  }

  /**
   * Changes pictures, and boxes, masks and targets alike, as in training.
   *
   * @param images pictures, and what is known of them
   * @param random what is drawn comes from it
   * @return as {@link ImageLayer#augment(AnnotatedImages, RandomStream)}
   */
  public AnnotatedImages augment(AnnotatedImages images, RandomStream random) {
    AnnotatedImages out = images;
    for (ImageLayer<?> layer : layers) {
      out = layer.augment(out, random);
    }
    return out;
  }

  /**
   * Changes the pictures of a batch as in training, and its targets where pictures are mixed.
   *
   * @param batch a batch whose first input is pictures
   * @param random what is drawn comes from it
   * @return a batch with other pictures, and what else it has
   */
  public Batch augment(Batch batch, RandomStream random) {
    if (layers.stream().anyMatch(layer -> layer instanceof MixingLayer)) {
      Batch out = batch;
      for (ImageLayer<?> layer : layers) {
        out = layer.augment(out, random);
      }
      return out;
    }
    layers.get(0).checkPictures(batch);
    return ImageLayer.replaced(batch, augment(batch.x().get(0), random));
  }

  /**
   * Changes batches that hold Keras' dictionary, for {@code BatchSource.map}: pictures, targets,
   * boxes and masks alike, each an input or a target.
   *
   * <pre>{@code
   * source.map(changes.augmentMaps(
   *     List.of("images"), List.of("bounding_boxes/boxes", "bounding_boxes/labels", "segmentation_masks")), 2, 42);
   * }</pre>
   *
   * @param x the names of the inputs in order: {@code "images"}, {@code "labels"}, {@code
   *     "bounding_boxes/boxes"}, {@code "bounding_boxes/labels"} and {@code "segmentation_masks"};
   *     arrays of other names stay as they are. A model that begins with a map has its inputs in
   *     the order of the names
   * @param y the names of the targets
   * @return what changes a batch as in training
   * @throws IllegalArgumentException if there are no images, or there is a part twice
   */
  public BiFunction<Batch, RandomStream, Batch> augmentMaps(List<String> x, List<String> y) {
    return new AnnotatedBatch(this, x, y);
  }
}
