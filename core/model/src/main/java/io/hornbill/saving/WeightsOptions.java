package io.hornbill.saving;

import java.util.function.UnaryOperator;

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
  private UnaryOperator<String> moduleNames = name -> name;

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
   * Sets what PyTorch calls the layers, for files that {@code torch.save} wrote: the tensors of the
   * layer "conv1" are those of the module of the mapped name, such as {@code
   * features.0.conv.weight} for {@code features.0.conv}.
   *
   * <pre>{@code
   * Map<String, String> names = Map.of("stem_conv", "stem.0", "stem_bn", "stem.1");
   * model.loadWeights(Path.of("net.pth"), o -> o.moduleNames(names::get));
   * }</pre>
   *
   * @param moduleNames gives for the name of a layer that of the module; by default the same name
   * @return these options
   */
  public WeightsOptions moduleNames(UnaryOperator<String> moduleNames) {
    this.moduleNames = moduleNames;
    return this;
  }

  /**
   * Returns what PyTorch calls the layers.
   *
   * @return the names of modules by those of layers
   */
  public UnaryOperator<String> moduleNames() {
    return moduleNames;
  }

  /**
   * Says whether layers find their weights by name.
   *
   * @return false by default
   */
  public boolean isByName() {
    return byName;
  }

  /**
   * Says whether layers are left as they are whose weights do not fit.
   *
   * @return false by default
   */
  public boolean isSkipMismatch() {
    return skipMismatch;
  }
}
