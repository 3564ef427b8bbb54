package io.hornbill.layers;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer that is computed in Java. At the beginning of a model it is computed before the plan: in
 * training on the thread that reads ahead.
 */
public interface HostLayer {
  /**
   * Computes outputs.
   *
   * @param inputs one array per input; strings as {@code Strings.encode} gives them
   * @return one array per output
   */
  List<INDArray> compute(List<INDArray> inputs);

  /**
   * Says whether the input is strings whatever it is given.
   *
   * @return false by default
   */
  default boolean readsStrings() {
    return false;
  }

  /**
   * Says whether the layer takes numbers in double precision as well, so that whole ones which have
   * more digits than the model's type keep them.
   *
   * @return false by default
   */
  default boolean takesDoubles() {
    return false;
  }
}
