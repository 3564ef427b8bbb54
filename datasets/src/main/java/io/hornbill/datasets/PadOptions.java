package io.hornbill.datasets;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Sequences#pad(java.util.List, java.util.function.Consumer)} pads and cuts.
 *
 * <pre>{@code
 * Sequences.pad(rows, o -> o.maxLen(80).padding("post").truncating("post").value(0));
 * }</pre>
 */
public final class PadOptions {

  private @Nullable Integer maxLen;
  private boolean padInFront = true;
  private boolean cutInFront = true;
  private float value;

  PadOptions() {}

  /**
   * Sets the length of all sequences.
   *
   * @param maxLen at least 1; by default that of the longest sequence
   */
  public PadOptions maxLen(int maxLen) {
    this.maxLen = Checks.positive("Sequences", "maxLen", maxLen);
    return this;
  }

  /**
   * Sets the length of all sequences; as {@link #maxLen(int)}, spelled as in Keras.
   *
   * @param length at least 1
   */
  public PadOptions maxlen(int length) {
    return maxLen(length);
  }

  /**
   * Sets where short sequences are padded.
   *
   * @param padding "pre" for in front, which is the default, "post" for at the end
   */
  public PadOptions padding(String padding) {
    this.padInFront = isPre("padding", padding);
    return this;
  }

  /**
   * Sets where long sequences are cut.
   *
   * @param truncating "pre" for in front, which is the default, "post" for at the end
   */
  public PadOptions truncating(String truncating) {
    this.cutInFront = isPre("truncating", truncating);
    return this;
  }

  /**
   * Sets what is padded with.
   *
   * @param value any number; 0 by default
   */
  public PadOptions value(float value) {
    this.value = value;
    return this;
  }

  @Nullable Integer maxLen() {
    return maxLen;
  }

  boolean padInFront() {
    return padInFront;
  }

  boolean cutInFront() {
    return cutInFront;
  }

  float value() {
    return value;
  }

  private static boolean isPre(String name, String value) {
    if (!value.equals("pre") && !value.equals("post")) {
      throw Fault.of("Sequences")
          .expected("%s must be \"pre\" or \"post\"", name)
          .received("\"%s\"", value)
          .remedy("Choose one of them.")
          .argument();
    }
    return value.equals("pre");
  }
}
