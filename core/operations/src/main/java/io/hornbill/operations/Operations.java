package io.hornbill.operations;

import io.hornbill.base.Fault;
import io.hornbill.graph.Tensor;
import io.hornbill.operations.internal.Numbers;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operations by the names of Keras' classes. */
public final class Operations {
  private static final String MODULE = "keras.src.ops.";
  private static final Map<String, Entry> ALL = new TreeMap<>();

  private record Entry(String module, Numbers numbers, Operation.Function function) {}

  static {
    Numbers.STEPS.all(Elementwise::register, Functions::register, Neural::register);
    Numbers.MOVED.all(Moves::register, Joins::register, Indexing::register);
    Numbers.WHOLE.all(Comparisons::register);
    Numbers.RESULT.all(
        Reductions::register,
        NanReductions::register,
        Orders::register,
        Creation::register,
        Products::register,
        Whole::register,
        Losses::register,
        Windows::register,
        Attentions::register,
        Images::register,
        Warps::register,
        Matrices::register,
        Signals::register,
        Segments::register);
  }

  private Operations() {}

  static void put(String module, String className, Operation.Function function) {
    ALL.put(className, new Entry(MODULE + module, Numbers.of(className), function));
  }

  /** One output. */
  static void one(String module, String className, Function<Arguments, Tensor> function) {
    put(module, className, a -> List.of(function.apply(a)));
  }

  /** One output of one input. */
  static void unary(String module, String className, Function<Tensor, Tensor> function) {
    one(module, className, a -> function.apply(a.x()));
  }

  static Operation.Function function(String name, String className) {
    Entry entry = ALL.get(className);
    if (entry == null) {
      throw Fault.of("Operation \"%s\"", name)
          .expected("the operation must be one that a model of numbers can hold")
          .received(className)
          .remedy("Operations.names() has them all; put what is missing into a layer of your own.")
          .argument();
    }
    return java.util.Objects.requireNonNull(entry).function();
  }

  /**
   * Says whether an operation is known.
   *
   * @param className Keras' class
   * @return true if it is
   */
  public static boolean contains(String className) {
    return ALL.containsKey(className);
  }

  /**
   * Returns Keras' module of an operation.
   *
   * @param className Keras' class
   * @return the module, such as {@code "keras.src.ops.numpy"}
   */
  public static String module(String className) {
    Entry entry = ALL.get(className);
    return entry == null ? MODULE + "numpy" : entry.module();
  }

  /** What comes of an operation where numbers have two bytes. */
  static Numbers numbers(String className) {
    Entry entry = ALL.get(className);
    return entry == null ? Numbers.RESULT : entry.numbers();
  }

  /**
   * Says whether a module of a file holds operations.
   *
   * @param module the module; null if there is none
   * @return true for those of {@code keras.src.ops}
   */
  public static boolean isModule(@Nullable Object module) {
    return module instanceof String text
        && (text.startsWith(MODULE) || text.startsWith("keras.ops"));
  }

  /**
   * Returns the names of all operations.
   *
   * @return Keras' classes, in alphabetical order
   */
  public static Set<String> names() {
    return Collections.unmodifiableSet(ALL.keySet());
  }
}
