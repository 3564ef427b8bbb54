package io.hornbill.engine.internal.onednn;

import io.hornbill.base.Fault;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;

/**
 * A chain of operations that a primitive applies to each result before it stores it.
 *
 * <p>Immutable: each call returns a longer chain. Example, {@code dst = tanh(result * mask) + dst}:
 *
 * <pre>{@code
 * PostOps.NONE
 *     .binary(BinaryAlgorithm.MUL, mask)      // its address is bound to Args.postOp(0)
 *     .eltwise(EltwiseAlgorithm.TANH, 0, 0)
 *     .sum(1);
 * }</pre>
 */
public final class PostOps {
  /** The empty chain. */
  public static final PostOps NONE = new PostOps(List.of());

  private final List<Step> steps;

  private PostOps(List<Step> steps) {
    this.steps = steps;
  }

  /** One operation of the chain. */
  private interface Step {
    int append(dnnl_post_ops chain, NativeScope scope);
  }

  /** A function of the value alone. */
  private record EltwiseStep(EltwiseAlgorithm algorithm, float alpha, float beta) implements Step {
    @Override
    public int append(dnnl_post_ops chain, NativeScope scope) {
      return dnnl.dnnl_post_ops_append_eltwise(chain, algorithm.code(), alpha, beta);
    }
  }

  /** The sum with what lies in the destination. */
  private record SumStep(float scale) implements Step {
    @Override
    public int append(dnnl_post_ops chain, NativeScope scope) {
      return dnnl.dnnl_post_ops_append_sum(chain, scale, 0, dnnl.dnnl_data_type_undef);
    }
  }

  /** A step with a second operand, which needs a slot. */
  private record BinaryStep(BinaryAlgorithm algorithm, MemoryDesc operand) implements Step {
    @Override
    public int append(dnnl_post_ops chain, NativeScope scope) {
      return dnnl.dnnl_post_ops_append_binary(chain, algorithm.code(), scope.desc(operand));
    }
  }

  /**
   * Appends {@code x = f(x)}.
   *
   * @param algorithm the function
   * @param alpha its first parameter, see {@link EltwiseAlgorithm}
   * @param beta its second parameter
   * @return the longer chain
   */
  public PostOps eltwise(EltwiseAlgorithm algorithm, float alpha, float beta) {
    return with(new EltwiseStep(algorithm, alpha, beta));
  }

  /**
   * Appends {@code x = f(x, operand)}, where axes of length 1 of the operand are broadcast.
   *
   * @param algorithm the function
   * @param operand dimensions and layout of the second operand, of the result's rank; its address
   *     is bound to {@link Args#postOp(int)}
   * @return the longer chain
   */
  public PostOps binary(BinaryAlgorithm algorithm, MemoryDesc operand) {
    return with(new BinaryStep(algorithm, operand));
  }

  /**
   * Appends {@code x = x + scale * dst}, with what lies in the destination before the run.
   *
   * @param scale factor of the old contents
   * @return the longer chain
   */
  public PostOps sum(float scale) {
    return with(new SumStep(scale));
  }

  /**
   * Returns the number of operations.
   *
   * @return the length of the chain
   */
  public int size() {
    return steps.size();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PostOps that && steps.equals(that.steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }

  /** Returns the slots of the binary operations. */
  int[] slots() {
    List<Integer> slots = new ArrayList<>();
    for (int index = 0; index < steps.size(); index++) {
      if (steps.get(index) instanceof BinaryStep) {
        slots.add(Args.postOp(index));
      }
    }
    return slots.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns the operand of the binary operation at a slot from {@link #slots()}. */
  MemoryDesc operand(int slot) {
    for (int index = 0; index < steps.size(); index++) {
      if (Args.postOp(index) == slot && steps.get(index) instanceof BinaryStep binary) {
        return binary.operand();
      }
    }
    throw Fault.of("PostOps").expected("expected a binary slot").received(slot).argument();
  }

  void appendTo(dnnl_post_ops chain, NativeScope scope) {
    for (Step step : steps) {
      Dnnl.check(step.append(chain, scope), "PostOps", "append an operation");
    }
  }

  private PostOps with(Step step) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new PostOps(List.copyOf(longer));
  }
}
