package io.hornbill.operations;

import io.hornbill.base.Config;
import io.hornbill.base.internal.Names;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call of an {@link Operation} that is being put together. */
public final class OperationCall {
  private final String className;
  private final Config settings = new Config();
  private final Map<String, @Nullable Object> named = new LinkedHashMap<>();
  private final List<Tensor> inputs = new ArrayList<>();

  OperationCall(String className) {
    Operations.function(className, className);
    this.className = className;
  }

  /**
   * Sets what Keras' constructor takes.
   *
   * @param name the argument: {@code "axis"}
   * @param value a number, a string, true or false, null, or a list or an array of these
   */
  public OperationCall with(String name, @Nullable Object value) {
    settings.with(name, listed(value));
    return this;
  }

  /**
   * Sets what the call takes by name.
   *
   * @param name the argument: {@code "constant_values"}
   * @param value a tensor, a number, a string, true or false, null, or a list or an array of these
   */
  public OperationCall withArgument(String name, @Nullable Object value) {
    named.put(name, slots(value));
    return this;
  }

  /**
   * Applies the operation to one argument or several.
   *
   * @param args tensors, numbers, null for what is left out, or lists or arrays of these
   * @return the output, the first one if there are several
   * @throws IllegalArgumentException if the operation cannot take such arguments
   */
  public Tensor apply(@Nullable Object... args) {
    return applyAll(args).get(0);
  }

  /**
   * Applies an operation of several outputs.
   *
   * @param args tensors, numbers, null for what is left out, or lists or arrays of these
   * @return all outputs
   * @throws IllegalArgumentException if the operation cannot take such arguments
   */
  public List<Tensor> applyAll(@Nullable Object... args) {
    List<@Nullable Object> given = new ArrayList<>();
    Arrays.stream(args).forEach(arg -> given.add(slots(arg)));
    String name = Names.snakeCase(className);
    return new Operation(name, className, settings, given, named).applyTo(inputs);
  }

  /** Files have lists; an array is written as one. */
  private static @Nullable Object listed(@Nullable Object value) {
    if (value instanceof int[] whole) {
      return Arrays.stream(whole).boxed().toList();
    }
    if (value instanceof double[] numbers) {
      return Arrays.stream(numbers).boxed().toList();
    }
    if (value instanceof Object[] several) {
      return Arrays.stream(several).map(OperationCall::listed).toList();
    }
    return value;
  }

  private @Nullable Object slots(@Nullable Object given) {
    Object value = listed(given);
    if (value instanceof TensorLike like) {
      inputs.add(like.tensor());
      return new Operation.Slot(inputs.size() - 1);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(slots(one)));
      return result;
    }
    return value;
  }
}
