package io.hornbill.layers.augmentation;

import java.util.List;

/**
 * Alterations one after the other, which keep the size of pictures.
 *
 * @param steps the alterations
 */
record AlterationChain(List<Alteration> steps) implements Alteration {
  @Override
  public Pictures images(Pictures in) {
    Pictures out = in;
    for (Alteration step : steps) {
      out = step.images(out);
    }
    return out;
  }

  @Override
  public Pictures masks(Pictures in) {
    Pictures out = in;
    for (Alteration step : steps) {
      out = step.masks(out);
    }
    return out;
  }

  @Override
  public Boxes boxes(Boxes in, int height, int width) {
    Boxes out = in;
    for (Alteration step : steps) {
      out = step.boxes(out, height, width);
    }
    return out;
  }
}
