package io.hornbill.base;

/**
 * Registers the parts that a third-party jar brings. The registries find extensions by {@link
 * java.util.ServiceLoader} and run each once, before the first look-up.
 *
 * <p>Example:
 *
 * <pre>{@code
 * public final class MyParts implements Extension {
 *   public void register() {
 *     Losses.register("my_loss", MyLoss::new);
 *   }
 * }
 * }</pre>
 */
public interface Extension {
  /** Registers the parts. */
  void register();
}
