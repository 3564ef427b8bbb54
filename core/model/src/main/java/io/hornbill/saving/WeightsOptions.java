package io.hornbill.saving;

/**
 * How weights are loaded into a model.
 *
 * <pre>{@code
 * model.loadWeights(path, o -> o.byName(true).skipMismatch(true));
 * }</pre>
 */
public final class WeightsOptions {
  private boolean byName;
  private boolean skipMismatch;

  /** Makes options: every layer gets its weights by its place, and all must fit. */
  public WeightsOptions() {}

  /**
   * Sets how layers find their weights.
   *
   * @param byName true for the layers' names, so that only layers of the same name get weights;
   *     false for their places in the model
   * @return these options
   */
  public WeightsOptions byName(boolean byName) {
    this.byName = byName;
    return this;
  }

  /**
   * Sets what happens to a layer whose weights differ from the file's in number or shape.
   *
   * @param skipMismatch true to leave it as it is; false to fail
   * @return these options
   */
  public WeightsOptions skipMismatch(boolean skipMismatch) {
    this.skipMismatch = skipMismatch;
    return this;
  }

  /**
   * Says whether layers find their weights by name.
   *
   * @return false at first
   */
  public boolean isByName() {
    return byName;
  }

  /**
   * Says whether layers are left as they are whose weights do not fit.
   *
   * @return false at first
   */
  public boolean isSkipMismatch() {
    return skipMismatch;
  }
}
