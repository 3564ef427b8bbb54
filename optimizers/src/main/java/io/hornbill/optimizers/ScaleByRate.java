package io.hornbill.optimizers;

/** Multiplies by the learning rate. */
record ScaleByRate() implements Part {
  @Override
  public Update apply(Update update, Parameter parameter) {
    return update.times(parameter.step().rate());
  }
}
