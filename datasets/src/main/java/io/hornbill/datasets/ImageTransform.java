package io.hornbill.datasets;

/**
 * How one image is transformed by {@link ImageDataGenerator}.
 *
 * @param theta the angle of rotation in degrees
 * @param tx the shift down in pixels
 * @param ty the shift to the right in pixels
 * @param shear the angle of shear in degrees
 * @param zx the zoom along the height; more than 1 shows more
 * @param zy the zoom along the width
 * @param flipHorizontal whether left and right change places
 * @param flipVertical whether top and bottom change places
 * @param channelShift what is added to all channels; 0 for nothing
 * @param brightness the factor of brightness; NaN for none
 */
public record ImageTransform(
    double theta,
    double tx,
    double ty,
    double shear,
    double zx,
    double zy,
    boolean flipHorizontal,
    boolean flipVertical,
    double channelShift,
    double brightness) {
  /** Changes nothing. */
  public static final ImageTransform NONE =
      new ImageTransform(0, 0, 0, 0, 1, 1, false, false, 0, Double.NaN);

  /**
   * The affine part as a matrix on places, with the center fixed.
   *
   * @return {@code [a, b, c, d, e, f]}: the old row is {@code a row + b column + c}, the old column
   *     {@code d row + e column + f}
   */
  double[] matrix(int height, int width) {
    double[] m = {1, 0, 0, 0, 1, 0};
    double angle = Math.toRadians(theta);
    m = times(m, Math.cos(angle), -Math.sin(angle), 0, Math.sin(angle), Math.cos(angle), 0);
    m = times(m, 1, 0, tx, 0, 1, ty);
    double slant = Math.toRadians(shear);
    m = times(m, 1, -Math.sin(slant), 0, 0, Math.cos(slant), 0);
    m = times(m, zx, 0, 0, 0, zy, 0);
    double x = height / 2.0 - 0.5;
    double y = width / 2.0 - 0.5;
    double[] centered = times(new double[] {1, 0, x, 0, 1, y}, m[0], m[1], m[2], m[3], m[4], m[5]);
    return swapped(times(centered, 1, 0, -x, 0, 1, -y));
  }

  private static double[] times(
      double[] m, double a, double b, double c, double d, double e, double f) {
    return new double[] {
      m[0] * a + m[1] * d,
      m[0] * b + m[1] * e,
      m[0] * c + m[1] * f + m[2],
      m[3] * a + m[4] * d,
      m[3] * b + m[4] * e,
      m[3] * c + m[4] * f + m[5]
    };
  }

  /** Keras exchanges rows and columns of the matrix, so that it turns the other way round. */
  private static double[] swapped(double[] m) {
    return new double[] {m[4], m[3], m[5], m[1], m[0], m[2]};
  }

  boolean isAffine() {
    return theta != 0 || tx != 0 || ty != 0 || shear != 0 || zx != 1 || zy != 1;
  }
}
