package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.base.internal.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How masks are computed: a text for each, equal where masks are, and the operations for it. */
final class MaskFormulas {
  /** The operation that gives a mask, and what it is given. */
  private record Formula(String operation, List<String> masks, @Nullable Object tensor, double x) {}

  private static final String TENSOR = "tensor";

  private final Map<String, Formula> formulas = new HashMap<>();

  /** Where a tensor is not a number. */
  String notEqual(String name, @Nullable Object tensor, double value) {
    return noted(name + " != " + value, new Formula("NotEqual", List.of(), tensor, value));
  }

  /** Where a condition holds for any element of the last axis. */
  String any(String condition) {
    return noted("any " + condition, new Formula("Any", List.of(condition), null, 0));
  }

  /** A mask that is a tensor already. */
  void known(String mask, Config reference) {
    formulas.put(mask, new Formula(TENSOR, List.of(), reference, 0));
  }

  /** Where a tensor is itself, which is everywhere. */
  String everywhere(String name, Object tensor) {
    return noted(name + " is itself", new Formula("Equal", List.of(), tensor, 0));
  }

  /** A tensor that can be referred to stays. */
  private String noted(String text, Formula formula) {
    Formula known = formulas.get(text);
    if (known == null || known.tensor() == null) {
      formulas.put(text, formula);
    }
    return text;
  }

  /** Masks one behind the other. */
  String along(int axis, Collection<String> masks) {
    String text = masks.stream().collect(Collectors.joining("; ", "along " + axis + "(", ")"));
    return noted(text, new Formula("Concatenate", List.copyOf(masks), null, axis));
  }

  /** Steps that count in any, or in all; each mask once, in an order of their own. */
  String joined(String how, Collection<String> masks) {
    boolean or = how.equals("or");
    Set<String> all = new TreeSet<>();
    if (or && masks.contains(MaskGraph.ALL)) {
      masks.stream().filter(mask -> !mask.equals(MaskGraph.ALL)).findFirst().ifPresent(this::allOf);
      return MaskGraph.ALL;
    }
    for (String mask : masks) {
      if (!mask.equals(MaskGraph.ALL)) {
        Formula formula = formulas.get(mask);
        all.addAll(
            formula != null && formula.operation().equals(how) ? formula.masks() : List.of(mask));
      }
    }
    if (all.size() < 2) {
      return all.isEmpty() ? MaskGraph.ALL : all.iterator().next();
    }
    return noted(how + all, new Formula(how, List.copyOf(all), null, 0));
  }

  /** A mask that counts all steps, by one of the same shape; none if there are several. */
  private void allOf(String mask) {
    Formula before = formulas.get(MaskGraph.ALL);
    boolean same = before == null || before.masks().contains(mask);
    formulas.put(
        MaskGraph.ALL,
        new Formula("OnesLike", same ? List.of(mask) : List.of(MaskGraph.UNKNOWN), null, 0));
  }

  /**
   * Writes operations that compute a mask.
   *
   * @param mask the mask
   * @param name gives operations their names
   * @param made takes the operations
   * @return the reference to the mask; null if operations cannot compute it
   */
  @Nullable Config written(String mask, UnaryOperator<String> name, Map<String, Config> made) {
    Formula formula = formulas.get(mask);
    if (formula == null) {
      return null;
    }
    Object tensor = formula.tensor();
    if (formula.operation().equals(TENSOR)) {
      return (Config) tensor;
    }
    List<Object> args = new ArrayList<>();
    for (String part : formula.masks()) {
      Config reference = written(part, name, made);
      if (reference == null) {
        return null;
      }
      args.add(reference);
    }
    List<?> shape = tensor == null && !args.isEmpty() ? shape(args.get(0)) : shape(tensor);
    return switch (formula.operation()) {
      case "NotEqual" ->
          tensor == null
              ? null
              : operation(
                  mask, "NotEqual", new Config(), List.of(tensor, formula.x()), shape, name, made);
      case "Equal" -> {
        List<Object> both = List.of(Objects.requireNonNull(tensor), tensor);
        yield operation(mask, "Equal", new Config(), both, shape, name, made);
      }
      case "Any" -> {
        Config last = new Config().with("axis", List.of(-1)).with("keepdims", false);
        yield operation(mask, "Any", last, args, shape.subList(0, shape.size() - 1), name, made);
      }
      case "OnesLike" -> operation(mask, "OnesLike", new Config(), args, shape, name, made);
      case "Concatenate" -> {
        Config axis = new Config().with("axis", (int) formula.x());
        yield operation(mask, "Concatenate", axis, List.of(args), unknown(shape), name, made);
      }
      default -> {
        String two = formula.operation().equals("and") ? "LogicalAnd" : "LogicalOr";
        Config all = (Config) args.get(0);
        for (int i = 1; i < args.size(); i++) {
          List<Object> both = List.of(all, args.get(i));
          all = operation(mask + i, two, new Config(), both, shape, name, made);
        }
        yield all;
      }
    };
  }

  private static List<?> shape(@Nullable Object reference) {
    Config config = reference instanceof Config known ? known.config("config") : null;
    return config == null ? List.of() : config.list("shape");
  }

  private static List<?> unknown(List<?> shape) {
    return new ArrayList<>(Collections.nCopies(shape.size(), null));
  }

  private static Config operation(
      String mask,
      String className,
      Config settings,
      List<?> args,
      List<?> shape,
      UnaryOperator<String> name,
      Map<String, Config> made) {
    Config known = made.get(mask);
    String own = known == null ? name.apply(Names.snakeCase(className)) : known.text("name", "");
    if (known == null) {
      made.put(
          mask,
          new Config()
              .with("module", "keras.src.ops.numpy")
              .with("class_name", className)
              .with("config", new Config().with("name", own).withAll(settings))
              .with("registered_name", className)
              .with("name", own)
              .with(
                  "inbound_nodes",
                  List.of(new Config().with("args", args).with("kwargs", new Config()))));
    }
    return new Config()
        .with("class_name", "__keras_tensor__")
        .with(
            "config",
            new Config()
                .with("shape", shape)
                .with("dtype", "bool")
                .with("keras_history", List.of(own, 0, 0)));
  }
}
