package io.hornbill.optimizers;

import io.hornbill.graph.Tensor;

/**
 * Gives an orthogonal update the root mean square of Adam's updates, whatever the shape.
 *
 * <pre>{@code
 * update * √(max(rows, columns)) * rate
 * }</pre>
 *
 * @param rate the root mean square
 * @see <a href="https://arxiv.org/abs/2502.16982">Liu et al.: Muon is scalable for LLM training
 *     (2025)</a>
 */
record ScaleByShape(double rate) implements Part {
  @Override
  public Update apply(Update update, Parameter parameter) {
    Tensor direction = update.direction();
    double longer = Math.max(direction.dim(0), direction.dim(1));
    return update.times(Step.number(Math.sqrt(longer) * rate));
  }
}
