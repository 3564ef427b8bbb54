package io.hornbill.operations;

/**
 * All functions of {@code keras.ops} by Keras' names, those of {@link io.hornbill.graph.Ops}
 * included.
 *
 * <p>Names and the order of arguments are Keras', {@code top_k} being {@code topK}; arguments that
 * have defaults in Keras are left out from the end. Functions of {@code keras.ops.linalg} are here,
 * as in Keras, and those of {@code keras.ops.image} in {@link Image}. Several outputs are a list in
 * Keras' order. Each function is an {@link Operation}, which files hold as Keras writes it.
 *
 * <pre>{@code
 * import static io.hornbill.operations.KerasOps.*;
 *
 * Tensor below = tril(x, -1);
 * Tensor small = Image.resize(images, 64, 64);
 * List<Tensor> parts = svd(x); // u, s, vh
 * }</pre>
 *
 * <p>What Keras refuses is an {@code IllegalArgumentException} where the function is called.
 */
public final class KerasOps extends NeuralFunctions {
  private KerasOps() {}

  /** The functions of {@code keras.ops.image}. */
  public static final class Image extends ImageFunctions {
    private Image() {}
  }
}
