package io.hornbill.engine.internal.lengths;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How sequences are filled up to those that a plan was made for.
 *
 * @param inputs for each input the number behind its last step; null where it has no steps
 * @param outputs for each output whether it has steps, of which the first ones are the sequences'
 */
public record Padding(List<@Nullable Double> inputs, List<Boolean> outputs) {
  /**
   * Notes what is filled up.
   *
   * @param inputs for each input the number behind its last step; null where it has no steps
   * @param outputs for each output whether it has steps
   */
  // Written out for NullAway, which does not see @Nullable in class files on JDK 17.
  public Padding(List<@Nullable Double> inputs, List<Boolean> outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
  }
}
