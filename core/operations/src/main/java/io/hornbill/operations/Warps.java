package io.hornbill.operations;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;

/** Images looked at by other coordinates; no gradients flow. */
final class Warps {
  private Warps() {}

  static void register() {
    Operations.one(
        "image", "MapCoordinates", a -> WholeTypes.rounded(a.typeOfFirst(), mapCoordinates(a)));
    Operations.one(
        "image",
        "AffineTransform",
        a -> WholeTypes.rounded(a.typeOfFirst(), Images.images(a, x -> affine(a, x))));
    Operations.one("image", "PerspectiveTransform", a -> Images.images(a, x -> perspective(a, x)));
  }

  /** How elements between and beyond the places are found. */
  private record Rule(boolean linear, String mode, double fill) {
    double at(double[] x, int offset, int[] lengths, int[] strides, double[] place) {
      double sum = 0;
      int corners = linear ? 1 << place.length : 1;
      for (int corner = 0; corner < corners; corner++) {
        double weight = 1;
        int index = offset;
        boolean inside = true;
        for (int k = 0; k < place.length && weight != 0; k++) {
          double low = Math.floor(place[k]);
          double rest = place[k] - low;
          boolean high = (corner >> k & 1) == 1;
          int at = linear ? (int) low + (high ? 1 : 0) : (int) away(place[k]);
          weight *= linear ? (high ? rest : 1 - rest) : 1;
          if (mode.equals("constant")) {
            inside &= at >= 0 && at < lengths[k];
          } else {
            at = Padding.place(at, lengths[k], mode);
          }
          index += at * strides[k];
        }
        sum += weight == 0 ? 0 : weight * (inside ? x[index] : fill);
      }
      return sum;
    }

    private static double away(double x) {
      return Math.signum(x) * Math.floor(Math.abs(x) + 0.5);
    }
  }

  private static Rule rule(Arguments a, boolean linear) {
    String mode =
        switch (a.text("fill_mode", "constant")) {
          case "reflect" -> "symmetric";
          case "mirror" -> "reflect";
          default -> a.text("fill_mode", "constant");
        };
    return new Rule(linear, mode, a.number("fill_value", 0));
  }

  private static Tensor mapCoordinates(Arguments a) {
    Tensor x = a.tensor(0, "inputs");
    Tensor coordinates = a.tensor(1, "coordinates");
    if (coordinates.rank() <= 0 || coordinates.dim(0) != x.rank()) {
      throw Fault.of(a.name())
          .expected("there must be coordinates for each axis of the input, %s", x.rank())
          .received("shape %s", coordinates.shape())
          .remedy("Put them on the first axis.")
          .argument();
    }
    Rule rule = rule(a, a.integer("order", 1) == 1);
    Shape out = coordinates.shape().without(0);
    int n = x.rank();
    int[] lengths = new int[n];
    int[] strides = new int[n];
    int stride = 1;
    for (int k = n - 1; k >= 0; k--) {
      lengths[k] = (int) x.dim(k);
      strides[k] = stride;
      stride *= lengths[k];
    }
    int size = (int) out.size();
    return Host.one(
        "mapCoordinates",
        out,
        (shapes, in, result) -> {
          double[] place = new double[n];
          for (int i = 0; i < size; i++) {
            for (int k = 0; k < n; k++) {
              place[k] = in[1][k * size + i];
            }
            result[0][i] = rule.at(in[0], 0, lengths, strides, place);
          }
        },
        x,
        coordinates);
  }

  /** Makes the place in the image, row and column, of a row and a column of the result. */
  @FunctionalInterface
  private interface Places {
    double[] of(int row, int column);
  }

  private static Tensor warped(Arguments a, Tensor x, Tensor by, Maker maker) {
    Rule rule = rule(a, a.text("interpolation", "bilinear").equals("bilinear"));
    int h = (int) x.dim(1);
    int w = (int) x.dim(2);
    int c = (int) x.dim(3);
    int width = (int) (by.shape().size() / by.dim(0));
    boolean shared = by.dim(0) == 1;
    return Host.one(
        a.name(),
        x.shape(),
        (shapes, in, out) -> {
          for (int b = 0; b < in[0].length / (h * w * c); b++) {
            double[] own = new double[width];
            System.arraycopy(in[1], shared ? 0 : b * width, own, 0, width);
            Places places = maker.of(own);
            for (int i = 0; i < h * w * c; i++) {
              double[] place = places.of(i / c / w, i / c % w);
              int offset = b * h * w * c + i % c;
              out[0][b * h * w * c + i] =
                  rule.at(in[0], offset, new int[] {h, w}, new int[] {w * c, c}, place);
            }
          }
        },
        x,
        by);
  }

  @FunctionalInterface
  private interface Maker {
    Places of(double[] numbers);
  }

  private static Tensor affine(Arguments a, Tensor image) {
    boolean single = image.rank() == 3;
    Tensor x = single ? Ops.expandDims(image, 0) : image;
    Tensor given = a.tensor(1, "transform");
    Tensor by = given.rank() == 1 ? Ops.expandDims(given, 0) : given;
    Tensor result = warped(a, x, by, t -> (row, column) -> projected(t, row, column));
    return single ? Ops.reshape(result, image.shape().dims()) : result;
  }

  /** In floats, as in Keras, so that places half way between two elements are the same ones. */
  private static double[] projected(double[] t, int row, int column) {
    float y = (float) t[4] * row + (float) t[3] * column + (float) t[5];
    float x = (float) t[1] * row + (float) t[0] * column + (float) t[2];
    float under = (float) t[6] * column + (float) t[7] * row + 1;
    return new double[] {y / under, x / under};
  }

  private static Tensor perspective(Arguments a, Tensor image) {
    boolean single = image.rank() == 3;
    Tensor x = single ? Ops.expandDims(image, 0) : image;
    Tensor start = a.tensor(1, "start_points");
    Tensor end = a.tensor(2, "end_points");
    Tensor both =
        Ops.concatenate(java.util.List.of(Ops.reshape(start, -1, 8), Ops.reshape(end, -1, 8)), 1);
    Tensor result = warped(a, x, both, Warps::homography);
    return single ? Ops.reshape(result, image.shape().dims()) : result;
  }

  private static Places homography(double[] points) {
    double[][] m = new double[8][9];
    for (int i = 0; i < 4; i++) {
      double sx = points[2 * i];
      double sy = points[2 * i + 1];
      double ex = points[8 + 2 * i];
      double ey = points[9 + 2 * i];
      m[i] = new double[] {ex, ey, 1, 0, 0, 0, -sx * ex, -sx * ey, sx};
      m[i + 4] = new double[] {0, 0, 0, ex, ey, 1, -sy * ex, -sy * ey, sy};
    }
    double[] t = Matrix.solve(m);
    return (row, column) -> {
      double under = t[6] * column + t[7] * row + 1;
      return new double[] {
        (t[3] * column + t[4] * row + t[5]) / under, (t[0] * column + t[1] * row + t[2]) / under
      };
    };
  }
}
