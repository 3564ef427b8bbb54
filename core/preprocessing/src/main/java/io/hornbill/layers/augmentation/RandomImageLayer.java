package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.layers.SeedSetter;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer that draws some numbers for each picture and changes it by them.
 *
 * <p>The two steps may be called one by one, to look at what was drawn or to change other pictures
 * in the same way:
 *
 * <pre>{@code
 * double[][] drawn = layer.draw(8, 224, 224, RandomStream.of(1));
 * INDArray changed = layer.transform(images, drawn);
 * }</pre>
 *
 * @param <T> the layer's own type
 */
public abstract class RandomImageLayer<T extends RandomImageLayer<T>> extends ImageLayer<T>
    implements SeedSetter<T> {
  /** Makes a layer. */
  RandomImageLayer() {}

  /**
   * Draws what is done to each picture.
   *
   * @param batch the number of pictures
   * @param height their height in pixels
   * @param width their width in pixels
   * @param random what is drawn comes from it
   * @return a row for each picture; what it holds is said where the layer is described
   */
  public abstract double[][] draw(int batch, int height, int width, RandomStream random);

  /** How many numbers a row has at least. */
  abstract int parameters();

  /** Whether these parameters leave a picture as it is. */
  boolean leaves(double[] parameters) {
    return false;
  }

  /** Changes one picture. */
  abstract void one(Pictures in, int picture, double[] parameters, Pictures out);

  /**
   * Changes pictures by numbers that were drawn.
   *
   * @param images {@code [batch, height, width, channels]}, or one picture of three axes
   * @param parameters a row for each picture, as {@link #draw} gives them
   * @return new pictures, of type FLOAT
   * @throws IllegalArgumentException if there are not as many rows as pictures, or rows are too
   *     short
   */
  public final INDArray transform(INDArray images, double[][] parameters) {
    Pictures in = Pictures.of(owner(), images, channelsFirst());
    checkRows(parameters, in.count);
    return transform(in, parameters).array(images.rank(), channelsFirst());
  }

  private void checkRows(double[][] parameters, int count) {
    if (parameters.length != count) {
      throw Fault.of(owner())
          .expected("there must be a row of parameters for each picture")
          .received("%s rows for %s pictures", parameters.length, count)
          .remedy("Pass what draw gave.")
          .argument();
    }
    for (double[] row : parameters) {
      if (row.length < parameters()) {
        throw Fault.of(owner())
            .expected("a row must have %s parameters", parameters())
            .received(row.length)
            .remedy("Pass what draw gave.")
            .argument();
      }
    }
  }

  /**
   * Changes pictures, and boxes, masks and targets alike, by numbers that were drawn.
   *
   * @param images pictures, and what is known of them
   * @param parameters a row for each picture, as {@link #draw} gives them
   * @return as {@link #augment(AnnotatedImages, RandomStream)}
   * @throws IllegalArgumentException if there are not as many rows as pictures, or rows are too
   *     short
   */
  public final AnnotatedImages transform(AnnotatedImages images, double[][] parameters) {
    return Annotations.change(
        this,
        images,
        (count, height, width) -> {
          checkRows(parameters, count);
          return new Altered(this, parameters);
        });
  }

  @Override
  final Alteration alteration(int count, int height, int width, RandomStream random) {
    return new Altered(this, draw(count, height, width, random));
  }

  /** Changes the mask of one picture; one of a single channel, whose values are classes. */
  void mask(Pictures in, int picture, double[] parameters, Pictures out) {
    copy(in, picture, out);
  }

  /** Changes the boxes of pictures of a size; nothing where pixels stay where they are. */
  Boxes boxes(Boxes in, int height, int width, double[][] parameters) {
    return in;
  }

  final Pictures transform(Pictures in, double[][] parameters) {
    Pictures out = new Pictures(in.count, heightOf(in.height), widthOf(in.width), in.channels);
    for (int picture = 0; picture < in.count; picture++) {
      one(in, picture, parameters[picture], out);
    }
    return out;
  }

  @Override
  Pictures change(Pictures in, boolean training, RandomStream random) {
    return transform(in, draw(in.count, in.height, in.width, random));
  }

  /** A number even in a range. */
  static double uniform(RandomStream random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** 1 in as many cases as a share drawn from a range says, else 0. */
  static double chance(RandomStream random, double low, double high) {
    double share = uniform(random, low, high);
    return random.nextDouble() < share ? 1 : 0;
  }

  /** Copies a picture as it is. */
  static void copy(Pictures in, int picture, Pictures out) {
    System.arraycopy(in.data, in.start(picture), out.data, out.start(picture), in.size());
  }
}
