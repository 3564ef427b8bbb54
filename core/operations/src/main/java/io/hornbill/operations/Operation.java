package io.hornbill.operations;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Composite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation of {@code keras.ops} in a functional model: what stands between layers, and is
 * written to files and read from them as Keras 3 does.
 *
 * <pre>{@code
 * Tensor flipped = Operation.of("Flip").with("axis", 1).apply(x);
 * Tensor joined = Operation.of("Concatenate").with("axis", -1).apply(List.of(List.of(a, b)));
 * }</pre>
 */
public final class Operation implements Composite {
  /**
   * The place of a tensor among the arguments of a call.
   *
   * @param input the number of the node's input, from 0
   * @param type the type that a file gives the tensor, such as {@code "uint8"}; empty if it is
   *     unknown
   */
  public record Slot(int input, String type) {
    /**
     * The place of a tensor of an unknown type.
     *
     * @param input the number of the node's input, from 0
     */
    public Slot(int input) {
      this(input, "");
    }
  }

  /** What comes of an operation, which says what is rounded where numbers have two bytes. */
  public enum Numbers {
    /** Each step of it is an operation of the type of its inputs. */
    STEPS,
    /** It is computed in four bytes, and has the type of its inputs. */
    RESULT,
    /** Its inputs' elements in another order or number. */
    MOVED,
    /** Places, counts and truth values, of whatever inputs. */
    WHOLE
  }

  private final String name;
  private final String className;
  private final Config settings;
  private final List<@Nullable Object> args;
  private final Map<String, @Nullable Object> named;
  private final Function function;
  private final Constants constants = new Constants();

  /** What an operation computes. */
  @FunctionalInterface
  interface Function {
    List<Tensor> apply(Arguments arguments);
  }

  /**
   * Makes an operation.
   *
   * @param name its name in the model
   * @param className Keras' class
   * @param settings what Keras' constructor takes
   * @param args what the call takes by place: {@link Slot}s, numbers, lists, and constants in
   *     Keras' form
   * @param named what the call takes by name
   * @throws IllegalArgumentException if the class is unknown
   */
  public Operation(
      String name,
      String className,
      Config settings,
      List<? extends @Nullable Object> args,
      Map<String, ? extends @Nullable Object> named) {
    this.name = name;
    this.className = className;
    this.settings = settings;
    this.args = new ArrayList<>(args);
    this.named = new LinkedHashMap<>(named);
    function = Operations.function(name, className);
  }

  /**
   * Begins a call.
   *
   * @param className Keras' class: {@code "Flip"}
   * @return takes settings, then the arguments
   * @throws IllegalArgumentException if the class is unknown
   */
  public static OperationCall of(String className) {
    return new OperationCall(className);
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * Returns Keras' class.
   *
   * @return its name, such as {@code "GetItem"}
   */
  public String className() {
    return className;
  }

  /**
   * Returns Keras' module of the class.
   *
   * @return the module, such as {@code "keras.src.ops.numpy"}
   */
  public String module() {
    return Operations.module(className);
  }

  /**
   * Returns what comes of the operation.
   *
   * @return whether numbers of two bytes are rounded at each step
   */
  public Numbers numbers() {
    return Operations.numbers(className);
  }

  /**
   * Says whether whole numbers come of whole numbers.
   *
   * @return true for sums, products, choices and the like
   */
  public boolean isClosed() {
    return Operations.isClosed(className);
  }

  /**
   * Returns what Keras' constructor takes.
   *
   * @return a copy of the settings
   */
  public Config settings() {
    return settings.copy();
  }

  /**
   * Returns what the call takes by place.
   *
   * @return slots, numbers, lists, and constants in Keras' form
   */
  public List<@Nullable Object> args() {
    return new ArrayList<>(args);
  }

  /**
   * Returns what the call takes by name.
   *
   * @return slots, numbers, lists, and constants in Keras' form
   */
  public Map<String, @Nullable Object> named() {
    return new LinkedHashMap<>(named);
  }

  @Override
  public List<Tensor> compose(List<Tensor> inputs) {
    try {
      return function.apply(new Arguments(name, settings, args, named, inputs, constants));
    } catch (ClassCastException
        | NullPointerException
        | IndexOutOfBoundsException
        | ArithmeticException
        | NegativeArraySizeException e) {
      // Settings and arguments have no types; what fits none is not what Keras writes.
      IllegalArgumentException refused =
          Fault.of(name)
              .expected("settings and arguments must be those that Keras' %s has", className)
              .received("settings %s and arguments %s, %s", settings, args, named)
              .remedy("Correct the configuration.")
              .argument();
      refused.addSuppressed(e);
      throw refused;
    }
  }

  /** Unknown lengths are those that follow unknown lengths of the inputs. */
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    List<Shape> shapes = inputs.stream().map(Tensor::shape).toList();
    if (shapes.stream().allMatch(Shape::isKnown)) {
      return specs(inputs, 0);
    }
    List<Spec> first = trial(inputs, 12);
    List<Spec> second = trial(inputs, 24);
    List<Spec> result = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      Shape a = first.get(i).shape();
      Shape b = second.get(i).shape();
      for (int axis = 0; axis < a.rank(); axis++) {
        a = a.dim(axis) == b.dim(axis) ? a : a.with(axis, Shape.UNKNOWN);
      }
      result.add(new Spec(first.get(i).dataType(), a));
    }
    return result;
  }

  /** Where fixed arrays allow one length alone, it is that one. */
  private List<Spec> trial(List<Tensor> inputs, long unknown) {
    try {
      return specs(inputs, unknown);
    } catch (IllegalArgumentException e) {
      for (long length = 1; length <= 64; length++) {
        try {
          return specs(inputs, length);
        } catch (IllegalArgumentException next) {
          e.addSuppressed(next);
        }
      }
      throw e;
    }
  }

  private List<Spec> specs(List<Tensor> inputs, long unknown) {
    List<Tensor> stand = new ArrayList<>();
    for (Tensor input : inputs) {
      Shape shape = input.shape();
      for (int axis = 0; axis < shape.rank(); axis++) {
        shape = shape.dim(axis) < 0 ? shape.with(axis, unknown) : shape;
      }
      stand.add(Ops.placeholder(name, new Spec(input.dataType(), shape)));
    }
    List<Tensor> outputs = compose(stand);
    if (outputs.isEmpty()) {
      throw Fault.of(name)
          .expected("an operation must have outputs")
          .received("none from %s", className)
          .remedy("Leave it out.")
          .argument();
    }
    return outputs.stream().map(Tensor::spec).toList();
  }

  /**
   * Applies the operation.
   *
   * @param inputs what the slots stand for
   * @return the outputs
   */
  public List<Tensor> applyTo(List<Tensor> inputs) {
    return Node.of(this, inputs).outputs();
  }

  @Override
  public boolean isPure() {
    return !className.equals("ElasticTransform");
  }

  @Override
  public String toString() {
    return "%s(%s)".formatted(className, settings);
  }
}
