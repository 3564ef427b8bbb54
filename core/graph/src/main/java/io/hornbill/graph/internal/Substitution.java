package io.hornbill.graph.internal;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets tensors stand for variables while the calling thread writes a part of a graph: {@link
 * Variable#tensor()} gives them out instead.
 *
 * <pre>{@code
 * Tensor halved = kernel.tensor().times(0.5);
 * Tensor y = Substitution.during(Map.of(kernel, halved), () -> inner.apply(x));
 * }</pre>
 */
public final class Substitution {
  private static final ThreadLocal<@Nullable Map<Variable, Tensor>> CURRENT = new ThreadLocal<>();

  private Substitution() {}

  /**
   * Writes a part of a graph.
   *
   * @param standIns what stands for which variables; those of calls around this one stay
   * @param part writes the part
   * @param <T> what it returns
   * @return what it returns
   */
  public static <T> T during(Map<Variable, Tensor> standIns, Supplier<T> part) {
    Map<Variable, Tensor> outer = CURRENT.get();
    Map<Variable, Tensor> all = new HashMap<>(outer == null ? Map.of() : outer);
    all.putAll(standIns);
    CURRENT.set(all);
    try {
      return part.get();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /**
   * Returns what stands for a variable.
   *
   * @param variable the variable
   * @return its stand-in; null if it has none
   */
  public static @Nullable Tensor of(Variable variable) {
    Map<Variable, Tensor> standIns = CURRENT.get();
    return standIns == null ? null : standIns.get(variable);
  }
}
