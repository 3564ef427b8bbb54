package io.hornbill.graph.internal;

import io.hornbill.base.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much a pixel counts by its distance from the place where a picture is read. */
public enum ResizeKernel {
  /** Straight lines between two pixels. */
  BILINEAR(1),
  /** Keys' cubic polynomials with a = -0.5, over four pixels. */
  BICUBIC(2),
  /** Lanczos' windowed sinc over six pixels. */
  LANCZOS3(3),
  /** Lanczos' windowed sinc over ten pixels. */
  LANCZOS5(5);

  private static final List<String> NAMES =
      Arrays.stream(values()).map(k -> k.name().toLowerCase(Locale.ROOT)).toList();

  private final int reach;

  ResizeKernel(int reach) {
    this.reach = reach;
  }

  /**
   * Finds a kernel by Keras' name.
   *
   * @param name {@code "bilinear"} or {@code "linear"}, {@code "bicubic"} or {@code "cubic"},
   *     {@code "lanczos3"} or {@code "lanczos5"}
   * @return the kernel
   * @throws IllegalArgumentException if it is none of these
   */
  public static ResizeKernel of(String name) {
    String full = name.equals("linear") || name.equals("cubic") ? "bi" + name : name;
    if (!NAMES.contains(full)) {
      throw Fault.of("Resize")
          .expected("interpolation must be nearest, bilinear, bicubic, lanczos3 or lanczos5")
          .received(name)
          .remedy("Choose one of them.")
          .argument();
    }
    return valueOf(full.toUpperCase(Locale.ROOT));
  }

  /**
   * Says how far pixels count.
   *
   * @return a distance in pixels
   */
  public int reach() {
    return reach;
  }

  /**
   * Weighs a pixel.
   *
   * @param distance at least 0, in pixels
   * @return its weight, not yet divided by the sum of all
   */
  public double weight(double distance) {
    return switch (this) {
      case BILINEAR -> Math.max(0, 1 - distance);
      case BICUBIC -> cubic(distance);
      case LANCZOS3, LANCZOS5 -> lanczos(distance);
    };
  }

  private static double cubic(double x) {
    double near = ((1.5 * x - 2.5) * x) * x + 1;
    double far = ((-0.5 * x + 2.5) * x - 4) * x + 2;
    return x >= 2 ? 0 : x >= 1 ? far : near;
  }

  private double lanczos(double x) {
    if (x > reach) {
      return 0;
    }
    double y = reach * Math.sin(Math.PI * x) * Math.sin(Math.PI * x / reach);
    return x <= 1e-3 ? 1 : y / (Math.PI * Math.PI * x * x);
  }
}
