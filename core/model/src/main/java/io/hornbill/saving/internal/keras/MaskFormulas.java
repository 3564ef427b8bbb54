package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How masks are computed: a text for each, equal where masks are, and the operations for it. */
final class MaskFormulas {
  /** The operation that gives a mask, and what it is given. */
  private record Formula(String operation, List<String> masks, @Nullable Config tensor, double x) {}

  private static final String TENSOR = "tensor";

  private final Map<String, Formula> formulas = new HashMap<>();

  /** Where a tensor is not a number. */
  String notEqual(String name, @Nullable Config tensor, double value) {
    return noted(name + " != " + value, new Formula("NotEqual", List.of(), tensor, value));
  }

  /** Where a condition holds for any element of the last axis. */
  String any(String condition) {
    return noted("any " + condition, new Formula("Any", List.of(condition), null, 0));
  }

  /** A mask that is a tensor already. */
  String known(String mask, Config reference) {
    formulas.put(mask, new Formula(TENSOR, List.of(), reference, 0));
    return mask;
  }

  /** Where a tensor is itself, which is everywhere. */
  String everywhere(String name, Config tensor) {
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

  /** The reference to a mask that operations compute; null if they cannot. */
  @Nullable Config written(String mask, AddedOperations added) {
    Formula formula = formulas.get(mask);
    if (formula == null || formula.operation().equals(TENSOR)) {
      return formula == null ? null : formula.tensor();
    }
    List<Config> parts = new ArrayList<>();
    for (String part : formula.masks()) {
      Config reference = written(part, added);
      if (reference == null) {
        return null;
      }
      parts.add(reference);
    }
    Config tensor = formula.tensor();
    if (parts.isEmpty()) {
      return tensor == null ? null : compared(mask, formula, tensor, added);
    }
    return switch (formula.operation()) {
      case "Any", "OnesLike", "Concatenate" -> ofMasks(mask, formula, parts, added);
      default -> joined(mask, formula, parts, added);
    };
  }

  private static Config compared(
      String mask, Formula formula, Config tensor, AddedOperations added) {
    boolean equal = formula.operation().equals("Equal");
    List<Object> args = List.of(tensor, equal ? tensor : formula.x());
    String name = added.name(mask, formula.operation(), new Config(), args);
    return GraphParts.tensor(name, GraphForm.shape(tensor));
  }

  private static Config ofMasks(
      String mask, Formula formula, List<Config> parts, AddedOperations added) {
    boolean any = formula.operation().equals("Any");
    boolean along = formula.operation().equals("Concatenate");
    Config settings = new Config();
    if (any) {
      settings.with("axis", List.of(-1)).with("keepdims", false);
    } else if (along) {
      settings.with("axis", (int) formula.x());
    }
    List<?> shape = GraphForm.shape(parts.get(0));
    String name = added.name(mask, formula.operation(), settings, along ? List.of(parts) : parts);
    List<?> left = any ? shape.subList(0, shape.size() - 1) : shape;
    return GraphParts.tensor(name, along ? Collections.nCopies(shape.size(), null) : left);
  }

  private static Config joined(
      String mask, Formula formula, List<Config> parts, AddedOperations added) {
    String operation = formula.operation().equals("and") ? "LogicalAnd" : "LogicalOr";
    List<?> shape = GraphForm.shape(parts.get(0));
    Config all = parts.get(0);
    for (int i = 1; i < parts.size(); i++) {
      List<Config> both = List.of(all, parts.get(i));
      all = GraphParts.tensor(added.name(mask + i, operation, new Config(), both), shape);
    }
    return all;
  }
}
