package io.hornbill.base;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How many bytes the weights of a model, or a plan with all it stands on, may have: what needs more
 * is refused before memory is taken.
 *
 * <p>By default that is what the machine has, or the container (control groups of version 1 and 2);
 * {@code -Dhornbill.memory.limit=4g} and {@link #set} change it.
 *
 * <pre>{@code
 * MemoryLimit.require(4.0 * rows * columns, this::owner, () -> "the weight \"kernel\"");
 * }</pre>
 */
public final class MemoryLimit {
  /** The system property: a number of bytes, or one with {@code k}, {@code m}, {@code g}. */
  public static final String PROPERTY = "hornbill.memory.limit";

  private static final String UNITS = "kmgt";

  private static volatile long chosen;

  private MemoryLimit() {}

  /** Asked once: the machine does not change. */
  private static final class Machine {
    static final long BYTES = Math.min(physical(), ContainerMemory.limit(Path.of("/")));

    private static long physical() {
      return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
              && system.getTotalMemorySize() > 0
          ? system.getTotalMemorySize()
          : Long.MAX_VALUE;
    }
  }

  /**
   * Returns the limit.
   *
   * @return the number of bytes
   * @throws IllegalArgumentException if the property is no size
   */
  public static long bytes() {
    if (chosen > 0) {
      return chosen;
    }
    String text = System.getProperty(PROPERTY, "");
    return text.isEmpty() ? Machine.BYTES : parse(text);
  }

  /**
   * Sets the limit of this process.
   *
   * @param bytes the number of bytes, at least 1; 0 for the default
   * @throws IllegalArgumentException if it is negative
   */
  public static void set(long bytes) {
    if (bytes < 0) {
      throw Fault.of("MemoryLimit")
          .expected("bytes must be at least 1, or 0 for what the machine has")
          .received(bytes)
          .remedy("Give a number of bytes.")
          .argument();
    }
    chosen = bytes;
  }

  /**
   * Requires that something fits.
   *
   * @param bytes how many bytes it would need
   * @param owner who needs them, for the message
   * @param what what needs them, for the message: {@code the weight "kernel"}
   * @throws IllegalArgumentException if that is more than the limit
   */
  public static void require(double bytes, Supplier<String> owner, Supplier<String> what) {
    long limit = bytes();
    if (bytes <= limit) {
      return;
    }
    throw Fault.of(owner.get())
        .expected("what a model needs must fit into memory, %s", text((double) limit))
        .received("%s for %s", text(bytes), what.get())
        .remedy(
            "Make the layer or the batch smaller, or raise the limit by -D%s=%s or"
                + " Hornbill.memoryLimit(bytes).",
            PROPERTY, property(bytes))
        .argument();
  }

  /** The next whole size, as the property wants it. */
  private static String property(double bytes) {
    double number = bytes;
    int unit = -1;
    while (number >= 1024 && unit < UNITS.length() - 1) {
      number /= 1024;
      unit++;
    }
    String suffix = unit < 0 ? "" : UNITS.substring(unit, unit + 1);
    return String.format(Locale.ROOT, "%.0f", Math.ceil(number)) + suffix;
  }

  /**
   * Writes a size for messages.
   *
   * @param bytes the number of bytes
   * @return the size in a fitting unit: {@code 1.5 GB}
   */
  public static String text(double bytes) {
    double number = bytes;
    int unit = -1;
    while (number >= 1024 && unit < UNITS.length() - 1) {
      number /= 1024;
      unit++;
    }
    String name = unit < 0 ? "bytes" : UNITS.toUpperCase(Locale.ROOT).charAt(unit) + "B";
    return "%s %s".formatted(String.format(Locale.ROOT, unit < 0 ? "%.0f" : "%.1f", number), name);
  }

  private static long parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (!lower.matches("[1-9][0-9]{0,11}[kmgt]?")) {
      throw Fault.of("MemoryLimit")
          .expected("-D%s must be a number of bytes, or one with k, m, g or t", PROPERTY)
          .received("\"%s\"", text)
          .remedy("Write it as in -D%s=4g.", PROPERTY)
          .argument();
    }
    int unit = UNITS.indexOf(lower.charAt(lower.length() - 1));
    String digits = unit < 0 ? lower : lower.substring(0, lower.length() - 1);
    return (long) (Double.parseDouble(digits) * Math.pow(1024, unit + 1));
  }
}
