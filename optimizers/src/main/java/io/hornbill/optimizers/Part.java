package io.hornbill.optimizers;

import java.util.List;

/**
 * One step of a chain that turns a gradient into an update: momentum, scaling, the learning rate.
 * Each part is written once; an optimizer is a chain of them.
 *
 * @see <a href="https://optax.readthedocs.io">Optax</a>
 */
interface Part {
  /**
   * Returns the slots in groups: Keras makes the slots of a group variable by variable, and one
   * group after the other.
   */
  default List<List<Slot>> slots() {
    return List.of();
  }

  /** Returns the slots of the optimizer as a whole, which start at 1. */
  default List<String> sharedSlots() {
    return List.of();
  }

  /** Turns the update so far, at first the gradient, into the next. */
  Update apply(Update update, Parameter parameter);
}
