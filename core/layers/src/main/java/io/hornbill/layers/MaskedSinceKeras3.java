package io.hornbill.layers;

/** A layer that passes masks on in Keras 3, and in Keras 2 does not. */
abstract class MaskedSinceKeras3<T extends MaskedSinceKeras3<T>> extends MaskedLayer<T> {
  private boolean endsMasks;

  @Override
  final boolean keepsMasks() {
    return !endsMasks;
  }

  @Override
  final void calledAsBeforeKeras3() {
    endsMasks = true;
  }

  @Override
  final boolean masksAsBeforeKeras3() {
    return endsMasks;
  }
}
