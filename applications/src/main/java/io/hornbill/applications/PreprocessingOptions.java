package io.hornbill.applications;

/** What may be chosen when a network is made that may scale pixels itself. */
public final class PreprocessingOptions extends ImageOptions<PreprocessingOptions> {
  private boolean includePreprocessing = true;

  PreprocessingOptions() {}

  /**
   * Sets whether the network scales pixels itself.
   *
   * @param includePreprocessing true, the default, for inputs of 0 to 255; false for inputs that
   *     are scaled as the weights want them
   * @return these options
   */
  public PreprocessingOptions includePreprocessing(boolean includePreprocessing) {
    this.includePreprocessing = includePreprocessing;
    return this;
  }

  boolean hasPreprocessing() {
    return includePreprocessing;
  }

  @Override
  PreprocessingOptions self() {
    return this;
  }
}
