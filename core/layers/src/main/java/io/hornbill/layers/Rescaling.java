package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Multiplies by a scale and adds an offset, in training as in inference.
 *
 * <pre>{@code output = scale * input + offset}</pre>
 *
 * <p>Input and output of any shape. Several scales or offsets are one for each channel.
 *
 * <pre>{@code
 * new Rescaling(1.0 / 127.5).offset(-1)   // pixels of 0 to 255 to -1 to 1
 * }</pre>
 */
public final class Rescaling extends FluentLayer<Rescaling> {
  private final boolean channelsFirst =
      ImageDataFormat.current().equals(ImageDataFormat.CHANNELS_FIRST);
  private final double[] scale;
  private double[] offset = {0};

  /**
   * Makes a layer without offset.
   *
   * @param scale one number, or one for each channel
   */
  public Rescaling(double... scale) {
    this.scale = check("scale", scale);
  }

  static Rescaling from(Config config) {
    return new Rescaling(config.numbers("scale"))
        .offset(config.numbers("offset", 0))
        .configure(config);
  }

  /**
   * Sets what is added.
   *
   * @param offset one number, or one for each channel
   * @return this layer
   */
  public Rescaling offset(double... offset) {
    requireNotBuilt("offset");
    this.offset = check("offset", offset);
    return this;
  }

  private static double[] check(String field, double[] values) {
    Checks.argument(
        values.length > 0 && Arrays.stream(values).allMatch(Double::isFinite),
        "Rescaling: %s must be one number, or one for each channel. Received: %s. Give finite numbers.",
        field,
        Arrays.toString(values));
    return values.clone();
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor scaled = scale.length == 1 ? x.times(scale[0]) : x.times(perChannel(scale, x));
    boolean none = offset.length == 1 && offset[0] == 0;
    if (none) {
      return scaled;
    }
    return offset.length == 1 ? scaled.plus(offset[0]) : scaled.plus(perChannel(offset, x));
  }

  private Tensor perChannel(double[] values, Tensor x) {
    long[] dims = new long[channelsFirst ? Math.max(1, x.rank() - 1) : 1];
    Arrays.fill(dims, 1);
    dims[0] = values.length;
    return Ops.constant(Nd4j.createFromArray(values).castTo(x.dataType()).reshape('c', dims));
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  public Config config() {
    return super.config().with("scale", written(scale)).with("offset", written(offset));
  }

  private static Object written(double[] values) {
    return values.length == 1 ? values[0] : Arrays.stream(values).boxed().toList();
  }
}
