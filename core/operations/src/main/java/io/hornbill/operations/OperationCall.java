package io.hornbill.operations;

import io.hornbill.base.Config;
import io.hornbill.base.internal.Names;
import io.hornbill.graph.Tensor;
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
   * @param value a number, a string, true or false, null, or a list of these
   */
  public OperationCall with(String name, @Nullable Object value) {
    settings.with(name, value);
    return this;
  }

  /**
   * Sets what the call takes by name.
   *
   * @param name the argument: {@code "constant_values"}
   * @param value a tensor, a number, a string, true or false, null, or a list of these
   */
  public OperationCall withArgument(String name, @Nullable Object value) {
    named.put(name, slots(value));
    return this;
  }

  /**
   * Applies the operation to one argument or several.
   *
   * @param args tensors, numbers, or lists of these
   * @return the output, the first one if there are several
   * @throws IllegalArgumentException if the operation cannot take such arguments
   */
  public Tensor apply(Object... args) {
    return applyAll(args).get(0);
  }

  /**
   * Applies an operation of several outputs.
   *
   * @param args tensors, numbers, or lists of these
   * @return all outputs
   * @throws IllegalArgumentException if the operation cannot take such arguments
   */
  public List<Tensor> applyAll(Object... args) {
    List<@Nullable Object> given = new ArrayList<>();
    Arrays.stream(args).forEach(arg -> given.add(slots(arg)));
    String name = Names.snakeCase(className);
    return new Operation(name, className, settings, given, named).applyTo(inputs);
  }

  private @Nullable Object slots(@Nullable Object value) {
    if (value instanceof Tensor tensor) {
      inputs.add(tensor);
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
