package io.hornbill.layers;

/**
 * A fully connected layer.
 *
 * <pre>{@code output = activation(x · kernel + bias)}</pre>
 *
 * <p>Input {@code [batch, ..., features]}, output {@code [batch, ..., units]}; kernel {@code
 * [features, units]}, bias {@code [units]}.
 *
 * <pre>{@code
 * new Dense(512).activation("relu").kernelInitializer("he_normal").kernelRegularizer("l2")
 * }</pre>
 */
public final class Dense extends DenseProduct<Dense> {
  /**
   * Makes a layer.
   *
   * @param units the number of outputs
   */
  public Dense(int units) {
    super(units);
    expectMinRank(2, "[batch, …, features]");
  }

  /**
   * Makes a layer with an activation function, in Keras' order.
   *
   * @param units the length of the output's last axis, positive
   * @param activation the name of the activation function
   */
  public Dense(int units, String activation) {
    this(units);
    activation(activation);
  }

  /**
   * Says how many features the rows of a {@code Sequential} have that begins with this layer: Keras
   * 1's and 2's {@code input_dim}, the same as {@link #inputShape}.
   *
   * @param inputDim the number of features
   */
  public Dense inputDim(int inputDim) {
    return inputShape(inputDim);
  }
}
