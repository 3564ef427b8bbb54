package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.factory.Nd4j;

/** Colors, sizes and filters of images. */
final class Images {
  private static final String IMAGE = "image";

  private Images() {}

  static void register() {
    Operations.one(IMAGE, "RGBToGrayscale", Images::grayscale);
    Operations.one(IMAGE, "RGBToHSV", a -> images(a, Colors::hsv));
    Operations.one(IMAGE, "HSVToRGB", a -> images(a, Colors::rgb));
    Operations.one(
        IMAGE, "Resize", a -> WholeTypes.rounded(a.typeOfFirst(), images(a, x -> resize(a, x))));
    Operations.one(IMAGE, "ExtractPatches", a -> images(a, x -> patches(a, x)));
    Operations.one(IMAGE, "PadImages", a -> images(a, x -> pad(a, x)));
    Operations.one(IMAGE, "CropImages", a -> images(a, x -> crop(a, x)));
    Operations.one(IMAGE, "GaussianBlur", a -> images(a, x -> blur(a, x)));
    Operations.one(IMAGE, "SobelEdges", Images::sobel);
    Operations.one(IMAGE, "ScaleAndTranslate", Images::scaleAndTranslate);
    Operations.one(IMAGE, "SSIM", Images::similarity);
  }

  static Tensor images(Arguments a, UnaryOperator<Tensor> function) {
    return Neural.channelsLast(a, a.tensor(0, "images"), function);
  }

  private static Tensor gray(Tensor x) {
    Tensor weights = Creation.constant(x.dataType(), 0.2989, 0.587, 0.114);
    return Ops.sum(x.times(weights), -1, true);
  }

  private static Tensor grayscale(Arguments a) {
    Tensor gray = images(a, Images::gray);
    return WholeTypes.isWhole(a.typeOfFirst()) ? Elementwise.trunc(gray) : gray;
  }

  private static Tensor resize(Arguments a, Tensor x) {
    int[] size = Windows.spread(a, "size", 2, 1);
    int axis = x.rank() - 3;
    double height = x.dim(axis);
    double width = x.dim(axis + 1);
    Tensor image = x;
    if (a.bool("crop_to_aspect_ratio", false)) {
      long tall = (long) Math.max(Math.min(height, (int) (width * size[0] / size[1])), 1);
      long wide = (long) Math.max(Math.min(width, (int) (height * size[1] / size[0])), 1);
      long top = (long) ((height - tall) / 2);
      long left = (long) ((width - wide) / 2);
      image = Ops.slice(Ops.slice(x, axis, top, top + tall), axis + 1, left, left + wide);
    } else if (a.bool("pad_to_aspect_ratio", false)) {
      long tall = (long) Math.max(height, (int) (width * size[0] / size[1]));
      long wide = (long) Math.max(width, (int) (height * size[1] / size[0]));
      Tensor fill = Ops.constant(a.number("fill_value", 0), x.dataType());
      image = sides(x, axis, (long) ((tall - height) / 2), fill);
      image = sides(image, axis + 1, (long) ((wide - width) / 2), fill);
    }
    String method = a.text("interpolation", "bilinear");
    boolean smooth = a.bool("antialias", false);
    return Resampling.scale(
        Resampling.scale(image, axis, size[0], method, smooth), axis + 1, size[1], method, smooth);
  }

  private static Tensor sides(Tensor x, int axis, long by, Tensor fill) {
    return Padding.pad(x, axis, by, by, "constant", fill);
  }

  /** Patches as the channels of an image of the patches' places. */
  private static Tensor patches(Arguments a, Tensor images) {
    int[] sizes = a.integers("size");
    boolean volumes = sizes != null && sizes.length == 3;
    int n = volumes ? 3 : 2;
    boolean single = images.rank() == n + 1;
    Tensor x = single ? Ops.expandDims(images, 0) : images;
    int[] size = Windows.spread(a, "size", n, 1);
    int[] strides = a.setting("strides") == null ? size : Windows.spread(a, "strides", n, 1);
    long channels = x.dim(-1);
    double count = channels;
    for (int length : size) {
      count *= length;
    }
    Sizes.table(a.name(), count * count);
    long all = (long) count;
    Tensor kernel = Ops.constant(Nd4j.eye(all).castTo(x.dataType()));
    long[] dims = new long[n + 2];
    for (int i = 0; i < n; i++) {
      dims[i] = size[i];
    }
    dims[n] = channels;
    dims[n + 1] = all;
    Window window =
        Windows.window(
            x, size, strides, Windows.spread(a, "dilation_rate", n, 1), a.text("padding", "valid"));
    Tensor result = Ops.conv(x, Ops.reshape(kernel, dims), window, 1);
    return single ? Ops.reshape(result, result.shape().without(0).dims()) : result;
  }

  /** What one side lacks follows from the length that is aimed at. */
  private static long[] sides(Arguments a, String kind, long length, boolean grows, boolean tall) {
    Object first = a.setting((tall ? "top_" : "left_") + kind);
    Object second = a.setting((tall ? "bottom_" : "right_") + kind);
    Object target = a.setting(tall ? "target_height" : "target_width");
    long change = target instanceof Number t ? Math.abs(t.longValue() - length) : 0;
    long before = first instanceof Number f ? f.longValue() : -1;
    long after = second instanceof Number s ? s.longValue() : -1;
    before = before < 0 ? change - Math.max(0, after) : before;
    after = after < 0 ? change - before : after;
    return grows ? new long[] {before, after} : new long[] {before, length - after};
  }

  private static Tensor pad(Arguments a, Tensor x) {
    int axis = x.rank() - 3;
    long[] tall = sides(a, "padding", x.dim(axis), true, true);
    long[] wide = sides(a, "padding", x.dim(axis + 1), true, false);
    return Ops.pad(Ops.pad(x, axis, tall[0], tall[1]), axis + 1, wide[0], wide[1]);
  }

  private static Tensor crop(Arguments a, Tensor x) {
    int axis = x.rank() - 3;
    long[] tall = sides(a, "cropping", x.dim(axis), false, true);
    long[] wide = sides(a, "cropping", x.dim(axis + 1), false, false);
    return Ops.slice(Ops.slice(x, axis, tall[0], tall[1]), axis + 1, wide[0], wide[1]);
  }

  private static Tensor blur(Arguments a, Tensor x) {
    int[] size = Windows.spread(a, "kernel_size", 2, 3);
    double[] sigma = {1, 1};
    if (a.setting("sigma") instanceof List<?> two) {
      sigma[0] = ((Number) two.get(0)).doubleValue();
      sigma[1] = ((Number) two.get(1)).doubleValue();
    } else if (a.setting("sigma") instanceof Number one) {
      sigma[0] = one.doubleValue();
      sigma[1] = one.doubleValue();
    }
    double[] across = bell(size[0], sigma[0]);
    double[] down = bell(size[1], sigma[1]);
    Sizes.table(a.name(), (double) down.length * across.length);
    double[][] kernel = new double[down.length][across.length];
    for (int i = 0; i < down.length; i++) {
      for (int j = 0; j < across.length; j++) {
        kernel[i][j] = down[i] * across[j];
      }
    }
    return filtered(x, kernel);
  }

  static double[] bell(int size, double sigma) {
    double[] values = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double distance = (i - (size - 1) / 2.0) / sigma;
      values[i] = Math.exp(-0.5 * distance * distance);
      sum += values[i];
    }
    for (int i = 0; i < size; i++) {
      values[i] /= sum;
    }
    return values;
  }

  /** Each channel by itself, as large as before. */
  static Tensor filtered(Tensor images, double[][] kernel) {
    return filtered(images, kernel, "same");
  }

  static Tensor filtered(Tensor images, double[][] kernel, String padding) {
    boolean single = images.rank() == 3;
    Tensor x = single ? Ops.expandDims(images, 0) : images;
    int h = kernel.length;
    int w = kernel[0].length;
    Tensor one = Ops.constant(Nd4j.create(kernel).castTo(x.dataType()));
    Tensor all = Ops.broadcastTo(Ops.reshape(one, h, w, 1, 1), Shape.of(h, w, 1, x.dim(-1)));
    int[] ones = {1, 1};
    Window window = Windows.window(x, new int[] {h, w}, ones, ones, padding);
    Tensor result = Ops.conv(x, all, window, x.dim(-1));
    return single ? Ops.reshape(result, result.shape().without(0).dims()) : result;
  }

  private static Tensor sobel(Arguments a) {
    double[][] x = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
    double[][] y = {{-1, -2, -1}, {0, 0, 0}, {1, 2, 1}};
    return Ops.stack(
        List.of(images(a, image -> filtered(image, y)), images(a, image -> filtered(image, x))),
        -1);
  }

  /** Means, variances and covariance in windows, of each channel, compared as they are seen. */
  private static Tensor similarity(Arguments a) {
    Tensor x = last(a, a.tensor(0, "image1"));
    Tensor y = last(a, a.tensor(1, "image2"));
    double[] bell = bell(a.length("filter_size", 11), a.number("filter_sigma", 1.5));
    Sizes.table(a.name(), (double) bell.length * bell.length);
    double[][] kernel = new double[bell.length][bell.length];
    for (int i = 0; i < bell.length; i++) {
      for (int j = 0; j < bell.length; j++) {
        kernel[i][j] = bell[i] * bell[j];
      }
    }
    UnaryOperator<Tensor> seen = image -> filtered(image, kernel, "valid");
    double most = a.number("max_val", 1);
    double c1 = Math.pow(a.number("k1", 0.01) * most, 2);
    double c2 = Math.pow(a.number("k2", 0.03) * most, 2);
    Tensor meanX = seen.apply(x);
    Tensor meanY = seen.apply(y);
    Tensor both = meanX.times(meanY);
    Tensor squares = Ops.square(meanX).plus(Ops.square(meanY));
    Tensor covariance = seen.apply(x.times(y)).minus(both);
    Tensor variances = seen.apply(Ops.square(x).plus(Ops.square(y))).minus(squares);
    Tensor map =
        both.times(2)
            .plus(c1)
            .times(covariance.times(2).plus(c2))
            .dividedBy(squares.plus(c1).times(variances.plus(c2)));
    int rank = map.rank();
    return Ops.mean(map, new int[] {rank - 3, rank - 2, rank - 1}, false);
  }

  private static Tensor last(Arguments a, Tensor image) {
    boolean first = a.text("data_format", "channels_last").equals("channels_first");
    return first ? Ops.moveaxis(image, image.rank() - 3, image.rank() - 1) : image;
  }

  private static Tensor scaleAndTranslate(Arguments a) {
    Tensor x = a.tensor(0, "images");
    int[] shape = java.util.Objects.requireNonNull(a.ints(a.raw(1, "output_shape")));
    int[] axes = a.required("spatial_dims");
    Tensor scale = a.tensor(2, "scale");
    Tensor translation = a.tensor(3, "translation");
    for (int i = 0; i < axes.length; i++) {
      x =
          scaled(
              a, x, x.shape().axis(axes[i]), shape[x.shape().axis(axes[i])], i, scale, translation);
    }
    return WholeTypes.rounded(a.typeOf(a.raw(0, "images")), x);
  }

  /** How far an axis is scaled may be computed, so that the weights are, too. */
  private static Tensor scaled(
      Arguments a, Tensor x, int axis, int length, int place, Tensor scale, Tensor translation) {
    int n = (int) x.dim(axis);
    String method = a.text("method", "linear").replace("trilinear", "linear");
    boolean antialias = a.bool("antialias", true);
    Sizes.table(a.name(), (double) n * length);
    Tensor weights =
        Host.one(
            "scaleAndTranslate",
            Shape.of(n, length),
            (shapes, in, out) -> {
              double[][] rows =
                  Resampling.weights(n, length, in[0][place], in[1][place], method, antialias);
              for (int i = 0; i < n; i++) {
                System.arraycopy(rows[i], 0, out[0], i * length, length);
              }
            },
            scale,
            translation);
    return Resampling.apply(x, axis, weights);
  }
}
