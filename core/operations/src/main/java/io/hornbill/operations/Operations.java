package io.hornbill.operations;

import io.hornbill.base.Fault;
import io.hornbill.graph.Tensor;
import io.hornbill.operations.Operation.Numbers;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operations by the names of Keras' classes. */
public final class Operations {
  private static final String MODULE = "keras.src.ops.";

  /** What gives places, counts and truth values besides comparisons. */
  private static final Set<String> PLACES =
      Set.of(
          "All",
          "Any",
          "Argmax",
          "Argmin",
          "Argpartition",
          "Argsort",
          "CountNonzero",
          "Digitize",
          "Histogram",
          "InTopK",
          "Nanargmax",
          "Nanargmin",
          "Ndim",
          "SearchSorted",
          "Size");

  /** What gives one of several numbers. */
  private static final Set<String> CHOICES = Set.of("Select", "Where", "Nextafter");

  /** What gives whole numbers of whole numbers. */
  private static final Set<String> CLOSED =
      Set.of(
          "Add",
          "Subtract",
          "Multiply",
          "FloorDivide",
          "Mod",
          "Maximum",
          "Minimum",
          "Absolute",
          "Negative",
          "Square",
          "Clip",
          "Sum",
          "Max",
          "Min",
          "Prod",
          "Cumsum",
          "OneHot",
          "MultiHot",
          "Where");

  private record Entry(String module, Operation.Function function) {}

  /** Loaded by who looks for an operation: most models have none. */
  private static final class Known {
    static final Map<String, Entry> ALL = new TreeMap<>();
    static final Map<String, Numbers> NUMBERS = new HashMap<>();

    static {
      register(Numbers.STEPS, Elementwise::register, Functions::register, Neural::register);
      register(Numbers.MOVED, Moves::register, Joins::register, Indexing::register);
      register(Numbers.WHOLE, Comparisons::register);
      register(
          Numbers.RESULT,
          Reductions::register,
          NanReductions::register,
          Orders::register,
          Creation::register,
          Products::register,
          Whole::register,
          Losses::register,
          TemporalClasses::register,
          Windows::register,
          Attentions::register,
          Images::register,
          Warps::register,
          Matrices::register,
          Signals::register,
          Segments::register);
    }

    /** Registers operations that are of one kind, but for those that are known to be of another. */
    private static void register(Numbers numbers, Runnable... registrations) {
      for (Runnable registration : registrations) {
        registration.run();
      }
      for (String className : ALL.keySet()) {
        Numbers kind = PLACES.contains(className) ? Numbers.WHOLE : numbers;
        NUMBERS.putIfAbsent(className, CHOICES.contains(className) ? Numbers.RESULT : kind);
      }
    }
  }

  private Operations() {}

  static void put(String module, String className, Operation.Function function) {
    Known.ALL.put(className, new Entry(MODULE + module, WholeTypes.inRange(className, function)));
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
    Entry entry = Known.ALL.get(className);
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
    return Known.ALL.containsKey(className);
  }

  /**
   * Returns Keras' module of an operation.
   *
   * @param className Keras' class
   * @return the module, such as {@code "keras.src.ops.numpy"}
   */
  public static String module(String className) {
    Entry entry = Known.ALL.get(className);
    return entry == null ? MODULE + "numpy" : entry.module();
  }

  /** What comes of an operation where numbers have two bytes. */
  static Numbers numbers(String className) {
    return Known.NUMBERS.getOrDefault(className, Numbers.RESULT);
  }

  /** Whether whole numbers come of whole numbers. */
  static boolean isClosed(String className) {
    return CLOSED.contains(className);
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
    return Collections.unmodifiableSet(Known.ALL.keySet());
  }
}
