package io.hornbill.visualization.internal.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A scale from the least to the largest value, and the round numbers on it. */
final class Axis {
  private static final double ROOM = 0.04;
  private static final double[] STEPS = {1, 2, 5, 10};

  private final double low;
  private final double high;
  private final boolean logarithmic;

  private Axis(double low, double high, boolean logarithmic) {
    this.low = low;
    this.high = high;
    this.logarithmic = logarithmic;
  }

  /** From one value to another. */
  static Axis exactly(double low, double high) {
    return new Axis(low, isApart(low, high) ? high : low + Math.max(1, Math.abs(low)), false);
  }

  /** Whether there are round numbers between; values that differ by rounding alone are one. */
  private static boolean isApart(double low, double high) {
    return high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high));
  }

  /** With some room around the values. */
  static Axis around(double low, double high) {
    double room = isApart(low, high) ? (high - low) * ROOM : Math.max(Math.abs(low) * 0.1, 1e-9);
    return new Axis(low - room, high + room, false);
  }

  /** For positive values, equal distances for equal ratios. */
  static Axis logarithmic(double low, double high) {
    double room = Math.max(Math.pow(high / low, ROOM), 1.01);
    return new Axis(low / room, high * room, true);
  }

  /** Where a value lies: 0 for the least, 1 for the largest. */
  double place(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /** Round numbers, at most about so many. */
  List<Double> ticks(int most, boolean whole) {
    return logarithmic ? logarithmicTicks(most) : linearTicks(step(most, whole));
  }

  private double step(int most, boolean whole) {
    double least = (high - low) / Math.max(1, most);
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double step : STEPS) {
      if (step * power >= least * (1 - 1e-9)) {
        return whole ? Math.max(1, step * power) : step * power;
      }
    }
    return least;
  }

  private List<Double> linearTicks(double step) {
    List<Double> ticks = new ArrayList<>();
    for (double i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** 1, 2 and 5 of each power of ten where these are few, else powers of ten. */
  private List<Double> logarithmicTicks(int most) {
    double decades = Math.log10(high / low);
    if (decades < 0.7) {
      return linearTicks(step(most, false));
    }
    List<Double> ticks = new ArrayList<>();
    int every = Math.max(1, (int) Math.ceil(decades / most));
    for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
      for (double mantissa : decades * 3 <= most ? new double[] {1, 2, 5} : new double[] {1}) {
        double tick = mantissa * Math.pow(10, power);
        if (tick >= low && tick <= high && Math.floorMod(power, every) == 0) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  /** A number in few letters: 0.05, 60k, 2e-7. */
  static String label(double value) {
    double size = Math.abs(value);
    if (size < 1e-12) {
      return "0";
    }
    if (size >= 1e15 || size < 1e-4) {
      return short0(String.format(Locale.ROOT, "%.2e", value));
    }
    String[] units = {"", "k", "M", "G", "T"};
    int unit = 0;
    double scaled = value;
    while (Math.abs(scaled) >= 1e4 || (unit > 0 && Math.abs(scaled) >= 1e3)) {
      scaled /= 1000;
      unit++;
    }
    String digits = String.format(Locale.ROOT, "%.6f", scaled);
    return digits.replaceFirst("\\.?0+$", "") + units[unit];
  }

  private static String short0(String scientific) {
    return scientific
        .replaceFirst("\\.?0+e", "e")
        .replaceFirst("e([+-])0*", "e$1")
        .replace("e+", "e");
  }
}
