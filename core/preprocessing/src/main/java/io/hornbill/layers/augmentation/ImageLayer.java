package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import io.hornbill.data.Batch;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.HostFunction;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.DataFormatSetter;
import io.hornbill.layers.KerasLayer;
import io.hornbill.layers.MapLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer that changes pictures: within a model, or in a source of batches before the model sees
 * them.
 *
 * <p>Input {@code [batch, height, width, channels]}, or channels first if the data format says so.
 * There is no gradient by the input, but for {@link Resizing} and {@link CenterCrop}.
 *
 * <pre>{@code
 * model.add(new RandomFlip("horizontal"));                       // in training only
 * source.map(new RandomRotation(0.1)::augment, 2, 42);           // on two threads, seed 42
 * }</pre>
 *
 * @param <T> the layer's own type
 */
public abstract class ImageLayer<T extends ImageLayer<T>> extends KerasLayer<T>
    implements DataFormatSetter<T>, MapLayer {
  static final Setting<String> BOUNDING_BOX_FORMAT =
      Setting.string("bounding_box_format", "")
          .normalized(v -> v.toLowerCase(Locale.ROOT))
          .writtenIf(v -> !v.isEmpty())
          .check("a format of boxes", ImageLayer::checkFormat);

  /** Makes a layer. */
  ImageLayer() {
    declareDataFormat();
    declare(BOUNDING_BOX_FORMAT);
    expectRank(4, "[batch, height, width, channels]");
  }

  /**
   * Sets what the four numbers of a box mean, for pictures with boxes.
   *
   * @param boundingBoxFormat {@code "xyxy"} for left, top, right and bottom in pixels, {@code
   *     "yxyx"}, {@code "xywh"}, {@code "center_xywh"}, {@code "center_yxhw"}, or {@code
   *     "rel_xyxy"}, {@code "rel_yxyx"}, {@code "rel_xywh"}, {@code "rel_center_xywh"} in shares of
   *     the picture; none by default
   */
  public T boundingBoxFormat(String boundingBoxFormat) {
    return with(BOUNDING_BOX_FORMAT, boundingBoxFormat);
  }

  private static void checkFormat(String owner, String name, String format) {
    if (!format.isEmpty()) {
      BoxFormat.of(owner, format);
    }
  }

  /** Whether pictures are changed in inference, too. */
  boolean changesInference() {
    return false;
  }

  /** The height of what comes out. */
  int heightOf(int height) {
    return height;
  }

  /** The width of what comes out. */
  int widthOf(int width) {
    return width;
  }

  /** Changes pictures as in training, or as in inference. */
  abstract Pictures change(Pictures in, boolean training, RandomStream random);

  /**
   * Draws what is done in training, and does it to pictures, boxes, masks and targets alike.
   *
   * <p>Pixels that stay where they are leave boxes and masks as they are.
   */
  Alteration alteration(int count, int height, int width, RandomStream random) {
    return in -> change(in, true, random);
  }

  /** Decides what is done to pictures, boxes, masks and targets, as in training or in inference. */
  Alteration alteration(int count, int height, int width, boolean training, RandomStream random) {
    return training ? alteration(count, height, width, random) : in -> change(in, false, random);
  }

  /** Whether pictures, or boxes, masks and targets, are changed in inference, too. */
  boolean changesMaps() {
    return changesInference();
  }

  /** How many boxes a picture has afterwards; -1 if that is not known yet. */
  long boxesOf(long boxes, boolean training) {
    return boxes;
  }

  @Override
  public final Map<String, Tensor> callMap(Map<String, Tensor> inputs, CallContext context) {
    return AnnotatedCall.of(this, inputs, context);
  }

  final String who() {
    return owner();
  }

  final String boxFormat() {
    return get(BOUNDING_BOX_FORMAT);
  }

  final boolean isChannelsFirst() {
    return channelsFirst();
  }

  @Override
  protected final Tensor call(Tensor x, CallContext context) {
    boolean training = context.training();
    if (!training && !changesInference()) {
      return x;
    }
    Tensor differentiable = x.node().inputs().isEmpty() ? null : byOperations(x);
    if (differentiable != null) {
      return differentiable;
    }
    List<Tensor> inputs = new ArrayList<>(List.of(x));
    if (training) {
      inputs.add(context.randomUniform(new Spec(x.dataType(), Shape.of(2))));
    }
    long[] in = x.shape().dims();
    HostFunction.Code code = (from, to) -> run(from, to, in, training);
    Spec out = new Spec(x.dataType(), changed(x.shape()));
    return Node.of(new HostFunction(className(), code, List.of(out)), inputs).output(0);
  }

  /** The same by operations that have gradients, behind other layers; null if there are none. */
  @Nullable Tensor byOperations(Tensor x) {
    return null;
  }

  final Shape changed(Shape shape) {
    int first = channelsFirst() ? 2 : 1;
    return shape
        .with(first, heightOf((int) shape.dim(first)))
        .with(first + 1, widthOf((int) shape.dim(first + 1)));
  }

  private void run(double[][] from, double[][] to, long[] dims, boolean training) {
    float[] values = new float[from[0].length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) from[0][i];
    }
    Pictures in =
        Pictures.of(
            values, (int) dims[0], (int) dims[1], (int) dims[2], (int) dims[3], channelsFirst());
    long seed = training ? seed(from[1]) : 0;
    float[] out = change(in, training, RandomStream.of(seed)).values(channelsFirst());
    for (int i = 0; i < out.length; i++) {
      to[0][i] = out[i];
    }
  }

  /** A seed made of two numbers that are even in {@code [0, 1)}. */
  static long seed(double[] uniform) {
    return (long) (uniform[0] * 0x1p24) << 24 | (long) (uniform[1] * 0x1p24);
  }

  @Override
  protected final Boolean trainingUnlessTold() {
    return true;
  }

  @Override
  protected boolean keepsRowsApart(boolean inTraining) {
    return false;
  }

  /**
   * Changes pictures as in training.
   *
   * @param images {@code [batch, height, width, channels]}, or one picture of three axes
   * @param random what is drawn comes from it
   * @return new pictures, of type FLOAT
   * @throws IllegalArgumentException if there are not 3 or 4 axes
   */
  public final INDArray augment(INDArray images, RandomStream random) {
    return Augmentations.of(this).augment(images, random);
  }

  /**
   * Changes pictures, and boxes, masks and targets alike, as in training.
   *
   * @param images pictures, and what is known of them
   * @param random what is drawn comes from it
   * @return new pictures, of type FLOAT; boxes are cut at their edges, and those that nothing is
   *     left of have the label -1; masks are read at the nearest pixel
   * @throws IllegalArgumentException if numbers of axes or rows do not fit, if there are boxes and
   *     no format was set, or if this layer has no rule for boxes
   */
  public final AnnotatedImages augment(AnnotatedImages images, RandomStream random) {
    return Annotations.change(
        this, images, (count, height, width) -> alteration(count, height, width, random));
  }

  /**
   * Changes the pictures of a batch as in training; for {@code BatchSource.map}.
   *
   * @param batch a batch whose first input is pictures
   * @param random what is drawn comes from it
   * @return a batch with other pictures, and what else it has
   */
  public Batch augment(Batch batch, RandomStream random) {
    checkPictures(batch);
    return replaced(batch, augment(batch.x().get(0), random));
  }

  final void checkPictures(Batch batch) {
    if (batch.x().isEmpty()) {
      throw Fault.of(owner())
          .expected("a batch must have pictures")
          .received("a batch without inputs")
          .remedy("Put them first.")
          .argument();
    }
  }

  /**
   * Changes the pictures of a batch, and the masks that are its targets, as in training.
   *
   * @param batch a batch whose first input is pictures, and whose first target is masks of their
   *     size
   * @param random what is drawn comes from it
   * @return a batch with other pictures and masks, and what else it has
   */
  public final Batch augmentMasks(Batch batch, RandomStream random) {
    AnnotatedImages out =
        augment(given(batch, 1, "a mask").segmentationMasks(batch.y().get(0)), random);
    return replaced(batch, out.images(), out.segmentationMasks());
  }

  /**
   * Changes the pictures of a batch, and the boxes that are its targets, as in training.
   *
   * @param batch a batch whose first input is pictures, whose first target is boxes {@code [batch,
   *     boxes, 4]} and whose second target is their classes {@code [batch, boxes]}
   * @param random what is drawn comes from it
   * @return a batch with other pictures, boxes and classes, and what else it has
   */
  public final Batch augmentBoxes(Batch batch, RandomStream random) {
    AnnotatedImages seen = given(batch, 2, "boxes and classes");
    AnnotatedImages out = augment(seen.boundingBoxes(batch.y().get(0), batch.y().get(1)), random);
    BoundingBoxes boxes = Objects.requireNonNull(out.boundingBoxes());
    return replaced(batch, out.images(), boxes.boxes(), boxes.labels());
  }

  /**
   * Changes batches that hold Keras' dictionary; for {@code BatchSource.map}.
   *
   * @param x the names of the inputs
   * @param y the names of the targets
   * @return as {@link Augmentations#augmentMaps}
   * @throws IllegalArgumentException if there are no images, or there is a part twice
   */
  public final BiFunction<Batch, RandomStream, Batch> augmentMaps(List<String> x, List<String> y) {
    return Augmentations.of(this).augmentMaps(x, y);
  }

  private AnnotatedImages given(Batch batch, int targets, String what) {
    if (batch.x().isEmpty() || batch.y().size() < targets) {
      throw Fault.of(owner())
          .expected("a batch must have pictures, and %s as targets", what)
          .received("%s inputs and %s targets", batch.x().size(), batch.y().size())
          .remedy("Put them first.")
          .argument();
    }
    return AnnotatedImages.of(batch.x().get(0));
  }

  /** A batch with other pictures, and others of the first targets. */
  static Batch replaced(Batch batch, INDArray pictures, @Nullable INDArray... targets) {
    List<INDArray> x = new ArrayList<>(batch.x());
    x.set(0, pictures);
    List<INDArray> y = new ArrayList<>(batch.y());
    for (int i = 0; i < targets.length; i++) {
      y.set(i, Objects.requireNonNull(targets[i]));
    }
    return new Batch(x, y, batch.weights());
  }
}
