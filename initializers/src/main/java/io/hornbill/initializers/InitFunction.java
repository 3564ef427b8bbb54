package io.hornbill.initializers;

import io.hornbill.base.Fault;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes the first values of a weight from its shape and name, as the functions of Keras 1 do.
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelInitializer((shape, name) -> Nd4j.randn(shape).mul(0.05));
 * }</pre>
 *
 * <p>What it draws is its own matter: {@code Hornbill.seed} rules the draws of {@link Initializer}s
 * only. Files cannot hold it.
 */
@FunctionalInterface
public interface InitFunction {
  /**
   * Makes the values.
   *
   * @param shape the shape, such as {@code [inputs, units]}
   * @param name the name of the weight, such as {@code "kernel"}
   * @return an array of that shape, of any type
   */
  INDArray initialize(long[] shape, String name);

  /**
   * Makes an initializer of it.
   *
   * @param name what the function is told of the weight
   * @return the initializer, whose values have the type of the weight
   */
  default Initializer named(String name) {
    return (shape, dataType, random) -> {
      INDArray values = initialize(shape.clone(), name);
      if (!Arrays.equals(values.shape(), shape)) {
        throw Fault.of("InitFunction")
            .expected(
                "the values must have the shape of the weight \"%s\", %s",
                name, Arrays.toString(shape))
            .received(Arrays.toString(values.shape()))
            .remedy("Return an array of the shape that is given.")
            .argument();
      }
      return values.castTo(dataType).dup('c');
    };
  }
}
