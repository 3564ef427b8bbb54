package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.internal.ImageDataFormat;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Multiplies by a scale and adds an offset, in training as in inference.
 *
 * <pre>{@code output = scale * input + offset}</pre>
 *
 * <p>Input and output of any shape. Several scales or offsets are one for each channel.
 *
 * <pre>{@code
 * new Rescaling(1.0 / 127.5, -1)   // pixels of 0 to 255 to -1 to 1
 * }</pre>
 */
public final class Rescaling extends MaskedSinceKeras3<Rescaling> {
  private static final Setting<List<Double>> SCALE = numbers("scale", 1);
  private static final Setting<List<Double>> OFFSET = numbers("offset", 0);

  private final boolean channelsFirst =
      ImageDataFormat.current().equals(ImageDataFormat.CHANNELS_FIRST);

  /**
   * Makes a layer without offset.
   *
   * @param scale one number, or an array of one for each channel
   */
  public Rescaling(double... scale) {
    declare(SCALE, OFFSET);
    set(SCALE, list(scale));
  }

  /**
   * Makes a layer of two numbers, in Keras' order. The scales of two channels are an array.
   *
   * @param scale what the input is multiplied by
   * @param offset what is added
   */
  public Rescaling(double scale, double offset) {
    this(new double[] {scale});
    set(OFFSET, list(offset));
  }

  private static Setting<List<Double>> numbers(String key, double value) {
    return Setting.of(
            key,
            List.of(value),
            (config, k) -> list(config.numbers(k)),
            values -> values.size() == 1 ? values.get(0) : values)
        .only(
            "one number, or one for each channel",
            "Give finite numbers.",
            numbers -> !numbers.isEmpty() && numbers.stream().allMatch(Double::isFinite));
  }

  private static List<Double> list(double... values) {
    return Arrays.stream(values).boxed().toList();
  }

  /**
   * Sets what is added.
   *
   * @param offset one number, or one for each channel
   */
  public Rescaling offset(double... offset) {
    return with(OFFSET, list(offset));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    List<Double> scale = get(SCALE);
    List<Double> offset = get(OFFSET);
    Tensor scaled = scale.size() == 1 ? x.times(scale.get(0)) : x.times(perChannel(scale, x));
    if (offset.equals(List.of(0.0))) {
      return scaled;
    }
    return offset.size() == 1 ? scaled.plus(offset.get(0)) : scaled.plus(perChannel(offset, x));
  }

  private Tensor perChannel(List<Double> values, Tensor x) {
    long[] dims = new long[channelsFirst ? Math.max(1, x.rank() - 1) : 1];
    Arrays.fill(dims, 1);
    dims[0] = values.size();
    double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
    return Ops.constant(Nd4j.createFromArray(numbers).castTo(x.dataType()).reshape('c', dims));
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
