package io.hornbill.layers;

/** A layer of Keras whose outputs count where its input does, so that masks are passed on. */
abstract class MaskedLayer<T extends MaskedLayer<T>> extends KerasLayer<T> {
  @Override
  protected boolean supportsMasking() {
    return true;
  }
}
