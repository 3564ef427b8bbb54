package io.hornbill.applications;

/** What may be chosen when a network for images is made that has no settings of its own. */
public final class ClassifierOptions extends ImageOptions<ClassifierOptions> {
  ClassifierOptions() {}

  @Override
  ClassifierOptions self() {
    return this;
  }
}
