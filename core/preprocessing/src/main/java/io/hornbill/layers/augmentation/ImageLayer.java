package io.hornbill.layers.augmentation;

import io.hornbill.base.Checks;
import io.hornbill.base.RandomStream;
import io.hornbill.data.Batch;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.ops.HostFunction;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.DataFormatSetter;
import io.hornbill.layers.KerasLayer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer that changes pictures: within a model, or in a source of batches before the model sees
 * them.
 *
 * <p>Input {@code [batch, height, width, channels]}, or channels first if the data format says so.
 * There is no gradient by the input.
 *
 * <pre>{@code
 * model.add(new RandomFlip("horizontal"));                       // in training only
 * source.map(new RandomRotation(0.1)::augment, 2, 42);           // on two threads, seed 42
 * }</pre>
 *
 * @param <T> the layer's own type
 */
public abstract class ImageLayer<T extends ImageLayer<T>> extends KerasLayer<T>
    implements DataFormatSetter<T> {
  /** Makes a layer. */
  ImageLayer() {
    declareDataFormat();
    expectRank(4, "[batch, height, width, channels]");
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

  @Override
  protected final Tensor call(Tensor x, CallContext context) {
    boolean training = context.training();
    if (!training && !changesInference()) {
      return x;
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

  private Shape changed(Shape shape) {
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
    long seed = training ? (long) (from[1][0] * 0x1p24) << 24 | (long) (from[1][1] * 0x1p24) : 0;
    float[] out = change(in, training, RandomStream.of(seed)).values(channelsFirst());
    for (int i = 0; i < out.length; i++) {
      to[0][i] = out[i];
    }
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
    Pictures in = Pictures.of(owner(), images, channelsFirst());
    return change(in, true, random).array(images.rank(), channelsFirst());
  }

  /**
   * Changes the pictures of a batch as in training; for {@code BatchSource.map}.
   *
   * @param batch a batch whose first input is pictures
   * @param random what is drawn comes from it
   * @return a batch with other pictures, and what else it has
   */
  public Batch augment(Batch batch, RandomStream random) {
    Checks.argument(
        !batch.x().isEmpty(),
        "%s: a batch must have pictures. Received: a batch without inputs. Put them first.",
        owner());
    List<INDArray> x = new ArrayList<>(batch.x());
    x.set(0, augment(x.get(0), random));
    return new Batch(x, batch.y(), batch.weights());
  }
}
