package io.hornbill.activations;

import io.hornbill.base.ConfiguredValue;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Tensor;

/**
 * An activation function with settings. It never changes: each setter returns a new one.
 *
 * @param <A> the function's own type
 */
public abstract class NamedActivation<A extends NamedActivation<A>> extends ConfiguredValue<A>
    implements ActivationFunction {
  /**
   * Makes a function with the defaults of its settings.
   *
   * @param name Keras' name of the function
   * @param declared its settings
   */
  protected NamedActivation(String name, Setting<?>... declared) {
    super(name, declared);
  }

  @Override
  public final String name() {
    return owner();
  }

  final void requireBatch(Tensor x) {
    if (x.rank() < 2) {
      throw Fault.of(owner())
          .expected("input must have at least 2 axes [batch, …, classes]")
          .received(x.shape())
          .remedy("Add the batch axis.")
          .argument();
    }
  }
}
