package io.hornbill.layers;

import io.hornbill.graph.Shape;
import java.util.List;

/**
 * One time step of a recurrent layer. A cell is a layer that is called with the input of one step
 * and its states, and returns its output and the states after the step; {@link RNN} runs it along
 * the time axis.
 *
 * <pre>{@code
 * class Sum extends Layer implements Cell {
 *   @Override
 *   public List<Shape> stateShapes(Shape input) {
 *     return List.of(Shape.of(input.last()));
 *   }
 *
 *   @Override
 *   protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
 *     Tensor sum = inputs.get(0).plus(inputs.get(1));
 *     return List.of(sum, sum);
 *   }
 * }
 * Layer running = new RNN(new Sum()).returnSequences(true);
 * }</pre>
 */
public interface Cell {
  /**
   * Returns the shapes of the states. Asked once the cell is built.
   *
   * @param input the shape of the input of one step, {@code [batch, ...]}
   * @return one shape per state, without the batch axis
   */
  List<Shape> stateShapes(Shape input);

  /**
   * Says which state is the output of the step before; it stands for the output of masked steps.
   *
   * @return the number of the state, by default the first
   */
  default int outputState() {
    return 0;
  }
}
